using System.Buffers;
using System.Text;
using ChatHub.Framing;

namespace ChatHub.Wire.Connections;

/// <summary>Reads the lines in which a client gives the shared password, before there is a session that reads any.</summary>
internal static class PasswordLine
{
    /// <summary>Most bytes of a line; who sends more gives no password.</summary>
    public const int MostBytes = 1024;

    private const string Command = "/pass ";

    /// <summary>
    /// Adds bytes to the line up to its end, telnet's commands taken out. Byte by byte, so that what comes after the line stays as it was received, and what looks like the end of
    /// a line inside a command is none.
    /// </summary>
    /// <returns>Whether the line is whole; <paramref name="rest"/> is what comes after it.</returns>
    public static bool Take(ref Memory<byte> rest, TelnetFilter? telnet, ArrayBufferWriter<byte> line, ArrayBufferWriter<byte> replies)
    {
        while (!rest.IsEmpty && line.WrittenCount <= MostBytes)
        {
            var one = rest.Span[..1];
            rest = rest[1..];
            if (telnet?.Filter(one, replies) == 0)
            {
                continue;
            }

            if (one[0] is (byte)'\n' or (byte)'\r')
            {
                return true;
            }

            line.Write(one);
        }

        return false;
    }

    /// <summary>The password that a line gives, by itself or after <c>/pass</c>; empty for none.</summary>
    public static string WordOf(ReadOnlySpan<byte> line, Encoding encoding)
    {
        var text = encoding.GetString(line).Trim();
        return text.StartsWith(Command, StringComparison.OrdinalIgnoreCase) ? text[Command.Length..].Trim() : text;
    }
}
