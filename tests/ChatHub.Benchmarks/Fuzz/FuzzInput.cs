using System.Text;

namespace ChatHub.Fuzzing;

/// <summary>Inputs made from a seed: bytes by chance, pieces that parsers look for, repeats, and cuts. The same seed and number give the same input.</summary>
internal sealed class FuzzInput(int seed)
{
    /// <summary>Most bytes of one; one in a thousand is as large.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "\n", "\r\n", "\r", "\0", "：", ":", "/", "//", "/nick ", "/msg ", "/me ", "/who", "/pass ", " ", "@断开连接@", "小明：", "PROXY ", "PROXY TCP4 ", "PROXY TCP6 ", "PROXY UNKNOWN", "192.0.2.1 ", "::1 ",
            "65536", "0", "-1", "\u202e", "\u200b", "\u001b[31m", "😀", "e\u0301", "0x", "FF", "\\x41", "\\u{1F600}", "\"", "'", "<b>", "name:", "bytesin>1k", "-", "!", "(", ")", "*", "%", "&room=", "?q=", "/24", "2001:db8::/32", "...",
            "{", "}", "[", "]", "{\"to\":", "{\"everyone\":true}", "\"text\":", "\"ids\":[1,2]", "\"for\":\"00:05:00\"", "\"address\":", "null", "1e999", "\\u0000", "{name}", "{time}", "&who=", "&from=", "2026-11-23T12:00:00Z",
        }.Select(Encoding.UTF8.GetBytes),
        [22, 3, 1], [22, 3, 1, 2, 0], [0xFF], [0xFF, 0xFF], [0xFF, 0xFA, 24, 1, 0xFF, 0xF0], [0xFF, 0xFD, 1], [0xFF, 0xF4], [0xC3], [0xE4, 0xBD], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0x81, 0x30, 0x81, 0x30],
        [.. "\r\n\r\n\0\r\nQUIT\n"u8], [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2],
    ];

    /// <summary>The input of a number.</summary>
    public byte[] Make(long number)
    {
        var random = new Random(unchecked((int)((number * 2_654_435_761L) ^ seed)));
        var most = random.Next(1000) == 0 ? MostBytes : random.Next(256);
        var input = new List<byte>(most);
        while (input.Count < most)
        {
            switch (random.Next(4))
            {
                case 0:
                    var chance = new byte[random.Next(1, 16)];
                    random.NextBytes(chance);
                    input.AddRange(chance);
                    break;
                case 1:
                    input.AddRange(Enumerable.Repeat((byte)random.Next(256), random.Next(1, 64)));
                    break;
                default:
                    input.AddRange(s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        return [.. input.Take(most)];
    }
}
