using System.Globalization;
using System.Text;

namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>Says which <see cref="TokenClass"/> a character is of, as it stands: what it folds to may be of another.</summary>
internal static class RuneClasses
{
    public static TokenClass Of(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? TokenClass.Word : TokenClass.Separator;
        }

        if (IsWrittenWithoutSpaces(rune.Value))
        {
            return TokenClass.Ideograph;
        }

        if (IsPassedOver(rune.Value))
        {
            return TokenClass.Ignored;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => TokenClass.Word,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => TokenClass.Word,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => TokenClass.Word, // vowels of Indic scripts
            UnicodeCategory.Format => TokenClass.Ignored,
            UnicodeCategory.OtherSymbol when rune.Value is not (0xFFFC or 0xFFFD) => TokenClass.Ideograph,
            UnicodeCategory.PrivateUse => TokenClass.Ideograph,
            _ => TokenClass.Separator,
        };
    }

    private static bool IsWrittenWithoutSpaces(int value) => value switch
    {
        < 0x0E00 => false,
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x323AF) => true, // Han
        0x0E3F or 0x0E4F or 0x0E5A or 0x0E5B => false, // Thai signs
        (>= 0x0E01 and <= 0x0EDF) or (>= 0x1000 and <= 0x109F and not (0x104A or 0x104B)) => true, // Thai, Lao, Myanmar
        (>= 0x1780 and <= 0x17D3) => true, // Khmer
        (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0x3131 and <= 0x318E) => true, // Hangul
        0x3005 or 0x3007 or (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) => true, // kana
        (>= 0x3105 and <= 0x312F) or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xA000 and <= 0xA48C) => true, // Bopomofo, Yi
        >= 0x1F000 and <= 0x1FAFF => true, // emoji, also those newer than the tables of the framework
        _ => false,
    };

    private static bool IsPassedOver(int value) => value switch
    {
        (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) => true, // accents
        (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7 => true, // Hebrew points
        (>= 0x0610 and <= 0x061A) or 0x0640 or (>= 0x064B and <= 0x065F) or 0x0670 or (>= 0x06D6 and <= 0x06ED and not (0x06DE or 0x06E9)) => true, // Arabic vowels
        (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F) => true,
        0x3099 or 0x309A => true, // voicing marks
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => true, // variation selectors
        _ => false,
    };
}
