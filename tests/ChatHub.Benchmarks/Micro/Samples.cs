using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Benchmarks.Micro;

/// <summary>The same input for all benchmarks: lines of 64 bytes with their ending, as chat over a local network looks.</summary>
internal static class Samples
{
    /// <summary>Bytes of a line, its LF included.</summary>
    public const int LineBytes = 64;

    /// <summary>A full read of the server: 64 KiB, which is a whole number of lines.</summary>
    public static byte[] Read() => Lines(64 * 1024 / LineBytes);

    /// <summary>That many lines, one after the other.</summary>
    public static byte[] Lines(int count)
    {
        var bytes = new byte[count * LineBytes];
        for (var i = 0; i < count; i++)
        {
            var line = bytes.AsSpan(i * LineBytes, LineBytes);
            line.Fill((byte)'x');
            i.TryFormat(line, out _, "D8", CultureInfo.InvariantCulture);
            line[^1] = (byte)'\n';
        }

        return bytes;
    }

    /// <summary>Messages of one session, one for each line.</summary>
    public static ChatMessage[] Messages(SessionIdentity origin, int count)
    {
        var bytes = Lines(count);
        return Enumerable.Range(0, count)
            .Select(i => ChatMessage.FromSession(
                MessageKind.Text, DateTimeOffset.UnixEpoch, origin, "guest-1", bytes.AsMemory(i * LineBytes, LineBytes), LineBytes - 1))
            .ToArray();
    }

    /// <summary>A session's identity.</summary>
    public static SessionIdentity Identity(long id) => new(id, "relay", "127.0.0.1:40000", Encoding.UTF8);

    /// <summary>The settings of a listener that has none set but its protocol.</summary>
    public static ListenerSettings Listener(ListenerProtocol protocol)
    {
        var problems = new List<string>();
        return ListenerSettings.From("sample", new ListenerOptions { Endpoint = "127.0.0.1:0", Protocol = protocol }, problems)
            ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
