using System.Globalization;
using System.Text;

namespace ChatHub.Server.Operators.Sending;

/// <summary>
/// Text with escapes: <c>\r</c>, <c>\n</c>, <c>\t</c>, <c>\\</c>, and <c>\x00</c> to <c>\x7F</c>. Beyond these a byte is no character of its own in every encoding:
/// such bytes are written in hex.
/// </summary>
public static class EscapedText
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="read">The text that it stands for; empty when it is wrong.</param>
    /// <param name="wrongAt">Where the first wrong escape begins; -1 when nothing is wrong.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out string read, out int wrongAt)
    {
        var made = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                made.Append(text[at++]);
                continue;
            }

            var (character, length) = Escape(text[at..]);
            if (length == 0)
            {
                (read, wrongAt) = ("", at);
                return false;
            }

            made.Append(character);
            at += length;
        }

        (read, wrongAt) = (made.ToString(), -1);
        return true;
    }

    /// <summary>Writes a text so that it can be read again.</summary>
    public static string Write(ReadOnlySpan<char> text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => written.Append(@"\\"),
                '\r' => written.Append(@"\r"),
                '\n' => written.Append(@"\n"),
                '\t' => written.Append(@"\t"),
                < ' ' or '\x7F' => written.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}"),
                _ => written.Append(character),
            };
        }

        return written.ToString();
    }

    private static (char Character, int Length) Escape(ReadOnlySpan<char> rest) => rest switch
    {
        [_, '\\', ..] => ('\\', 2),
        [_, 'r', ..] => ('\r', 2),
        [_, 'n', ..] => ('\n', 2),
        [_, 't', ..] => ('\t', 2),
        [_, 'x' or 'X', >= '0' and <= '7', var low, ..] when char.IsAsciiHexDigit(low) => ((char)byte.Parse(rest.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), 4),
        _ => default,
    };
}
