using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace ChatHub.Wire.Tests.Load;

/// <summary>
/// A client that checks what it gets while it reads, and keeps none of it: lines that end in <c>ssssnnnnnn</c>, sender and number; each
/// sender's numbers must come from 0 on without a gap.
/// </summary>
internal sealed class CountingReader : IDisposable
{
    private const int Digits = 10;

    [ThreadStatic]
    private static byte[]? s_buffer;

    private readonly Socket _socket;
    private readonly int[] _next;
    private readonly byte[] _tail = new byte[64];
    private int _tailLength;

    private CountingReader(Socket socket, int senders)
    {
        _socket = socket;
        _next = new int[senders];
    }

    public string Local => _socket.LocalEndPoint!.ToString()!;

    /// <summary>Lines seen.</summary>
    public long Count { get; private set; }

    /// <summary>What was wrong at first; null when nothing was.</summary>
    public string? Fault { get; private set; }

    public static async Task<CountingReader> ConnectAsync(IPEndPoint endpoint, int senders)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, Deadline.Token);
        return new CountingReader(socket, senders);
    }

    public int SeenOf(int sender) => _next[sender];

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    /// <summary>Reads until so many lines have come.</summary>
    public async Task ReadAsync(long lines, CancellationToken cancellationToken)
    {
        while (Count < lines && Fault is null)
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
            var buffer = s_buffer ??= new byte[256 * 1024];
            _tail.AsSpan(0, _tailLength).CopyTo(buffer);
            var count = _socket.Receive(buffer.AsSpan(_tailLength), SocketFlags.None);
            if (count == 0)
            {
                Fault = $"closed after {Count} lines";
                return;
            }

            var rest = buffer.AsSpan(0, _tailLength + count);
            int end;
            while ((end = rest.IndexOf((byte)'\n')) >= 0)
            {
                Check(rest[..end]);
                rest = rest[(end + 1)..];
            }

            rest.CopyTo(_tail);
            _tailLength = rest.Length;
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Check(ReadOnlySpan<byte> line)
    {
        Count++;
        var digits = line[^Math.Min(Digits, line.Length)..];
        if (!Utf8Parser.TryParse(digits, out long value, out var used) || used != Digits
            || value / 1_000_000 >= _next.Length || _next[value / 1_000_000]++ != value % 1_000_000)
        {
            Fault ??= $"line {Count} is '{System.Text.Encoding.UTF8.GetString(line)}'";
        }
    }
}
