using System.Globalization;
using System.Text;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Bytes as people read them: offset, hex, ASCII.</summary>
internal static class HexDump
{
    /// <summary>Bytes of a piece: as many as a browser lays out at once.</summary>
    public const int PieceLength = 4096;

    /// <summary>How many pieces so many bytes have; at least one.</summary>
    public static int Pieces(int length) => Math.Max(1, (length + PieceLength - 1) / PieceLength);

    /// <summary>The lines of a piece.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="piece">Which piece.</param>
    /// <param name="width">Bytes of a line: 8 or 16.</param>
    public static string Lines(ReadOnlySpan<byte> bytes, int piece, int width)
    {
        var text = new StringBuilder();
        var end = Math.Min(bytes.Length, (piece + 1) * PieceLength);
        for (var at = piece * PieceLength; at < end; at += width)
        {
            var line = bytes[at..Math.Min(at + width, end)];
            text.Append(CultureInfo.InvariantCulture, $"{at:x6}  ");
            for (var i = 0; i < width; i++)
            {
                text.Append(i == 8 ? " " : "");
                text.Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(' ');
            }

            text.Append(' ');
            foreach (var one in line)
            {
                text.Append(one is >= 0x20 and < 0x7F ? (char)one : '·');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>All bytes in hex with spaces between, for copying.</summary>
    public static string Plain(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var one in bytes)
        {
            text.Append(text.Length > 0 ? " " : "").Append(one.ToString("x2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
