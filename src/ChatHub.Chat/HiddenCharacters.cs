using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatHub.Chat;

/// <summary>
/// The one rule of which characters would act on a terminal or screen, or hide on it, instead of being read (Unicode TR #36, CVE-2021-42574). Joiners and variation
/// selectors are read where they belong: between pictographs, in scripts that need them, behind what has variations.
/// </summary>
public static class HiddenCharacters
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int KeycapMark = 0x20E3;

    /// <summary>Whether a character of a text has to be made visible.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the character begins.</param>
    /// <param name="rune">The character.</param>
    public static bool Has(ReadOnlySpan<char> text, int at, Rune rune)
    {
        if (!DependsOnPlace(rune))
        {
            return Always(rune);
        }

        var head = text[..at];
        var before = Rune.DecodeLastFromUtf16(head, out var last, out var length) == OperationStatus.Done ? last : default;
        var beforeThat = Rune.DecodeLastFromUtf16(head[..^length], out last, out _) == OperationStatus.Done ? last : default;
        var after = Rune.DecodeFromUtf16(text[(at + rune.Utf16SequenceLength)..], out var next, out _) == OperationStatus.Done ? next : default;
        return !Belongs(rune, beforeThat, before, after);
    }

    /// <summary>The same of a text in UTF-8.</summary>
    internal static bool Has(ReadOnlySpan<byte> utf8, int at, Rune rune)
    {
        if (!DependsOnPlace(rune))
        {
            return Always(rune);
        }

        var head = utf8[..at];
        var before = Rune.DecodeLastFromUtf8(head, out var last, out var length) == OperationStatus.Done ? last : default;
        var beforeThat = Rune.DecodeLastFromUtf8(head[..^length], out last, out _) == OperationStatus.Done ? last : default;
        var after = Rune.DecodeFromUtf8(utf8[(at + rune.Utf8SequenceLength)..], out var next, out _) == OperationStatus.Done ? next : default;
        return !Belongs(rune, beforeThat, before, after);
    }

    private static bool DependsOnPlace(Rune rune) => rune.Value is NonJoiner or Joiner || IsMongolianSelector(rune) || IsSelector(rune);

    private static bool Always(Rune rune) => rune.Value switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => true,
        0x2028 or 0x2029 => true, // ends of a line and a paragraph
        >= 0x13430 and <= 0x1343F => true, // controls of hieroglyphs
        _ => UnseenCharacters.Has(rune),
    };

    private static bool Belongs(Rune rune, Rune beforeThat, Rune before, Rune after) => rune.Value switch
    {
        Joiner when IsPictograph(after) => IsPictograph(before) || (before.Value is 0xFE0E or 0xFE0F && IsPictograph(beforeThat)),
        Joiner => NeedsJoiners(before),
        NonJoiner => NeedsJoiners(before) && NeedsJoiners(after),
        0xFE0E or 0xFE0F => IsPictograph(before) || (after.Value == KeycapMark && before.Value is (>= '0' and <= '9') or '#' or '*'),
        >= 0xFE00 and <= 0xFE02 => IsIdeograph(before),
        >= 0xE0100 => IsIdeograph(before),
        _ => IsMongolianSelector(rune) && before.Value is >= 0x1820 and <= 0x18AA,
    };

    private static bool IsMongolianSelector(Rune rune) => rune.Value is 0x180B or 0x180C or 0x180D or 0x180F;

    private static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>The blocks that emoji are in, with the tones of skin.</summary>
    private static bool IsPictograph(Rune rune) => rune.Value
        is 0x00A9 or 0x00AE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x24C2 or 0x3030 or 0x303D or 0x3297 or 0x3299
        or (>= 0x2190 and <= 0x21FF) or (>= 0x2300 and <= 0x23FF) or (>= 0x25A0 and <= 0x27BF) or (>= 0x2900 and <= 0x297F) or (>= 0x2B00 and <= 0x2BFF)
        or (>= 0x1F000 and <= 0x1FAFF);

    private static bool IsIdeograph(Rune rune) => rune.Value
        is 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD);

    /// <summary>A letter or mark of a script whose letters join, or whose marks do: Arabic and its neighbours, those of India and South East Asia, Mongolian.</summary>
    private static bool NeedsJoiners(Rune rune) => rune.Value
        is (>= 0x0600 and <= 0x0DFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0x1A20 and <= 0x1AAF) or (>= 0x1B00 and <= 0x1C7F)
        or (>= 0xA800 and <= 0xABFF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10A00 and <= 0x11FFF) or (>= 0x1E900 and <= 0x1E95F)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        && !UnseenCharacters.Has(rune);
}
