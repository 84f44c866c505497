using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ChatHub.Chat;

/// <summary>
/// Makes characters visible that would act on a terminal or screen, or hide on it, instead of being read (<see cref="HiddenCharacters"/>): control characters as control
/// pictures (U+2400 block), the others by their code point.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<byte> s_suspects = SearchValues.Create(Suspects());

    /// <summary>Searched for by itself: its first byte is that of all kana and of the full stop of Chinese.</summary>
    private static ReadOnlySpan<byte> HangulFiller => "\u3164"u8;

    /// <summary>Whether bytes are valid UTF-8 with nothing in them that has to be made visible. Tabs are nothing.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; utf8[at..].IndexOfAny(s_suspects) is >= 0 and var found;)
        {
            at += found;
            if (utf8[at] < 0x80)
            {
                return false;
            }

            if (at + 1 == utf8.Length || !MayBeHidden(utf8[at], utf8[at + 1]))
            {
                at++; // what is no UTF-8 is seen below
                continue;
            }

            if (Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length) != OperationStatus.Done || HiddenCharacters.Has(utf8, at, rune))
            {
                return false;
            }

            at += length;
        }

        return utf8.IndexOf(HangulFiller) < 0 && Utf8.IsValid(utf8);
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
            if (rune.Value != '\t' && !(keepLines && rune.Value == '\n') && HiddenCharacters.Has(text, at, rune))
            {
                visible ??= new StringBuilder(text.Length + 16);
                visible.Append(text, done, at - done).Append(Picture(rune.Value));
                done = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        return visible is null ? text : visible.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>What stands for a character that has to be made visible: <c>␛</c>, <c>⟦U+202E⟧</c>.</summary>
    public static string Picture(int value) => value switch
    {
        < 0x20 => ((char)(0x2400 + value)).ToString(),
        0x7F => "\u2421",
        _ => string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧"),
    };

    /// <summary>By the first two bytes of a character: most that begin like a suspect are punctuation, full-width letters or emoji.</summary>
    private static bool MayBeHidden(byte first, byte second) => (first, second) switch
    {
        (0xC2, _) => second < 0xA0 || second == 0xAD,
        (0xCD, 0x8F) or (0xD8, 0x9C) => true,
        (0xE1, 0x85 or 0x9E or 0xA0) => true,
        (0xE2, 0x80 or 0x81 or 0xA0) => true,
        (0xEF, 0xB8 or 0xBB or 0xBE or 0xBF) => true,
        (0xF0, 0x93 or 0x9B or 0x9D) => true,
        (0xF3, 0xA0) => true,
        _ => false,
    };

    /// <summary>Control bytes, and the bytes that a character which may have to be made visible starts with in UTF-8, but those of <see cref="HangulFiller"/>.</summary>
    private static byte[] Suspects()
    {
        var suspects = new List<byte> { 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF0, 0xF3 };
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
