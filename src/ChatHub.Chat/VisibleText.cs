using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ChatHub.Chat;

/// <summary>
/// Makes characters visible that would act on a terminal or screen instead of being read: control characters as control pictures
/// (U+2400 block), bidirectional controls and invisible characters by their code point (Unicode TR #36, CVE-2021-42574).
/// Zero-width joiners stay: emoji and several scripts need them.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<byte> s_suspects = SearchValues.Create(Suspects());

    /// <summary>Whether bytes are valid UTF-8 with nothing in them that has to be made visible. Tabs are nothing.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        while (rest.IndexOfAny(s_suspects) is >= 0 and var at)
        {
            if (rest[at] < 0x80)
            {
                return false;
            }

            if (Rune.DecodeFromUtf8(rest[at..], out var rune, out var length) != OperationStatus.Done || Acts(rune))
            {
                return false;
            }

            rest = rest[(at + length)..];
        }

        return Utf8.IsValid(utf8);
    }

    /// <summary>The text with such characters made visible; the same object where there are none.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Whether line feeds stay as they are.</param>
    public static string Of(string text, bool keepLines = false)
    {
        StringBuilder? visible = null;
        var done = 0;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Acts(rune) && !(keepLines && rune.Value == '\n'))
            {
                visible ??= new StringBuilder(text.Length + 16);
                visible.Append(text, done, at - done).Append(Picture(rune));
                done = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        return visible is null ? text : visible.Append(text, done, text.Length - done).ToString();
    }

    private static bool Acts(Rune rune) => rune.Value switch
    {
        '\t' => false,
        < 0x20 or (>= 0x7F and <= 0x9F) => true,
        0x00AD or 0x061C or 0x180E or 0x200B or 0x200E or 0x200F => true,
        >= 0x2028 and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        0xFEFF or (>= 0xFFF9 and <= 0xFFFB) => true,
        >= 0xE0000 and <= 0xE007F => true,
        _ => false,
    };

    private static string Picture(Rune rune) => rune.Value switch
    {
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7F => "\u2421",
        _ => string.Create(CultureInfo.InvariantCulture, $"⟦U+{rune.Value:X4}⟧"),
    };

    /// <summary>Control bytes, and the bytes that a character which has to be made visible may start with in UTF-8.</summary>
    private static byte[] Suspects()
    {
        var suspects = new List<byte> { 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3 };
        for (byte control = 0; control < 0x20; control++)
        {
            if (control != '\t')
            {
                suspects.Add(control);
            }
        }

        return [.. suspects];
    }
}
