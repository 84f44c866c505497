using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatHub.Server.Operators.Sending;

/// <summary>
/// Bytes as people write them: pairs of hex digits, with or without blanks, commas, colons or hyphens between them, each pair with <c>0x</c> or <c>\x</c> before it if they like.
/// </summary>
public static class HexText
{
    private static readonly SearchValues<char> s_between = SearchValues.Create(" \t\r\n,;:-");

    /// <summary>Reads bytes.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="bytes">The bytes; empty when it is wrong.</param>
    /// <param name="wrongAt">Where the first wrong character stands, or the end where a digit is missing; -1 when nothing is wrong.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out byte[] bytes, out int wrongAt)
    {
        var read = new ArrayBufferWriter<byte>(Math.Max(1, text.Length / 2));
        for (var at = 0; at < text.Length;)
        {
            if (s_between.Contains(text[at]))
            {
                at++;
                continue;
            }

            at += text[at..] is ['0', 'x' or 'X', ..] or ['\\', 'x' or 'X', ..] ? 2 : 0;
            if (at + 1 >= text.Length || !char.IsAsciiHexDigit(text[at]) || !char.IsAsciiHexDigit(text[at + 1]))
            {
                wrongAt = at < text.Length && char.IsAsciiHexDigit(text[at]) ? at + 1 : at;
                bytes = [];
                return false;
            }

            read.GetSpan(1)[0] = byte.Parse(text.Slice(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            read.Advance(1);
            at += 2;
        }

        (bytes, wrongAt) = (read.WrittenSpan.ToArray(), -1);
        return true;
    }

    /// <summary>Writes bytes as pairs with a blank between them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="most">Most bytes that are written; what follows them becomes <c>…</c>.</param>
    public static string Write(ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        var text = new StringBuilder(Math.Min(bytes.Length, most) * 3);
        for (var i = 0; i < bytes.Length && i < most; i++)
        {
            text.Append(i > 0 ? " " : "").Append(bytes[i].ToString("X2", CultureInfo.InvariantCulture));
        }

        return bytes.Length > most ? text.Append(" …").ToString() : text.ToString();
    }
}
