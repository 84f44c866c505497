using System.Globalization;
using System.Text;

namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>What is left of a character when case, accents and width do not matter: one or more parts, each of one class, as UTF-8.</summary>
internal readonly record struct FoldedRune(TokenClass Class, byte[] Utf8)
{
    private static readonly FoldedRune[] s_separator = [new(TokenClass.Separator, [])];
    private static readonly FoldedRune[] s_ignored = [new(TokenClass.Ignored, [])];

    // Pages of 256 characters, made when one of them is met; two threads may make the same one, which does no harm. Only for the BMP: a hostile text cannot fill more.
    private static readonly FoldedRune[]?[]?[] s_pages = new FoldedRune[]?[]?[256];

    /// <summary>The parts of a character.</summary>
    public static FoldedRune[] Of(Rune rune)
    {
        if (!rune.IsBmp)
        {
            return Make(rune);
        }

        var page = s_pages[rune.Value >> 8] ??= new FoldedRune[]?[256];
        return page[rune.Value & 0xFF] ??= Make(rune);
    }

    private static FoldedRune[] Make(Rune rune)
    {
        switch (RuneClasses.Of(rune))
        {
            case TokenClass.Separator when !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned:
                return s_separator; // nothing to decompose, and some of these cannot be normalised
            case TokenClass.Ignored:
                return s_ignored;
        }

        if (rune.Value is 0xFFFD or (>= 0xAC00 and <= 0xD7A3))
        {
            return rune.Value == 0xFFFD ? s_separator : [new(TokenClass.Ideograph, Utf8Of(rune))]; // a Hangul syllable is one character
        }

        var parts = new List<FoldedRune>();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            foreach (var letter in Lower(part).EnumerateRunes())
            {
                Add(parts, RuneClasses.Of(letter), letter);
            }
        }

        return parts is [{ Class: TokenClass.Separator }] or [] ? s_separator : [.. parts];
    }

    private static void Add(List<FoldedRune> parts, TokenClass kind, Rune letter)
    {
        if (kind == TokenClass.Word && parts is [.., { Class: TokenClass.Word } last])
        {
            parts[^1] = new(kind, [.. last.Utf8, .. Utf8Of(letter)]);
        }
        else if (kind != TokenClass.Ignored)
        {
            parts.Add(new(kind, kind == TokenClass.Separator ? [] : Utf8Of(letter)));
        }
    }

    /// <summary>Lower case, and the letters whose stroke or ligature Unicode does not count as an accent.</summary>
    private static string Lower(Rune rune) => Rune.ToLowerInvariant(rune) switch
    {
        { Value: 'ß' } => "ss",
        { Value: 'ς' } => "σ",
        { Value: 'ı' } => "i",
        { Value: 'ø' } => "o",
        { Value: 'đ' or 'ð' } => "d",
        { Value: 'ł' } => "l",
        { Value: 'ħ' } => "h",
        { Value: 'æ' } => "ae",
        { Value: 'œ' } => "oe",
        { Value: 'þ' } => "th",
        var lower => lower.ToString(),
    };

    private static byte[] Utf8Of(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        return utf8[..rune.EncodeToUtf8(utf8)].ToArray();
    }
}
