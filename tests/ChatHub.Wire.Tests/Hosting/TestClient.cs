using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatHub.Wire.Tests;

/// <summary>A client on a real socket.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly Socket _socket;

    private TestClient(Socket socket)
    {
        _socket = socket;
        Local = socket.LocalEndPoint!.ToString()!;
    }

    /// <summary>Its address, as the hub sees it.</summary>
    public string Local { get; }

    public static async Task<TestClient> ConnectAsync(IPEndPoint endpoint, Action<Socket>? set = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        set?.Invoke(socket);
        await socket.ConnectAsync(endpoint, Deadline.Token);
        return new TestClient(socket);
    }

    /// <summary>The socket as a stream, for TLS.</summary>
    public NetworkStream Stream() => new(_socket, ownsSocket: false);

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendBytesAsync(byte[] bytes) => SendAsync(bytes.AsMemory());

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes[sent..], SocketFlags.None, Deadline.Token);
        }
    }

    /// <summary>Sends what the kernel takes at once.</summary>
    public void TrySend(byte[] bytes)
    {
        _socket.Blocking = false;
        _socket.Send(bytes, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            throw new SocketException((int)error);
        }
    }

    public Task ExpectAsync(string text) => ExpectAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads as many bytes as are expected, which must be these.</summary>
    public async Task ExpectAsync(ReadOnlyMemory<byte> expected)
    {
        var got = new byte[expected.Length];
        var count = 0;
        try
        {
            while (count < got.Length && await _socket.ReceiveAsync(got.AsMemory(count), SocketFlags.None, Deadline.Token) is > 0 and var read)
            {
                count += read;
                if (!got.AsSpan(0, count).SequenceEqual(expected.Span[..count]))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"expected {Show(expected.Span)}, but only {Show(got.AsSpan(0, count))} came in {Deadline.Time.TotalSeconds} s");
        }

        Assert.Equal(Show(expected.Span), Show(got.AsSpan(0, count)));
    }

    /// <summary>Reads up to and with an LF.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _socket.ReceiveAsync(one, SocketFlags.None, Deadline.Token) > 0)
        {
            line.Add(one[0]);
            if (one[0] == '\n')
            {
                break;
            }
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>Reads so many lines.</summary>
    public async Task<string[]> ReadLinesAsync(int count)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var lines = 0; lines < count && await _socket.ReceiveAsync(buffer, SocketFlags.None, Deadline.Token) is > 0 and var read;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            all.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(all.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads to the end that the hub makes.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        var buffer = new byte[256 * 1024];
        while (await _socket.ReceiveAsync(buffer, SocketFlags.None, Deadline.Token) is > 0 and var count)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    /// <summary>Reads to the end or the reset that the hub makes.</summary>
    public async Task CopyUntilResetAsync(Stream all)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, Deadline.Token) is > 0 and var count)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // the reset; what came before it was read
        }
    }

    /// <summary>Waits until the hub has reset the connection.</summary>
    public async Task ResetByHubAsync()
    {
        var buffer = new byte[256 * 1024];
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, Deadline.Token) > 0)
            {
                // what was on its way before the reset
            }
        });
    }

    /// <summary>Expects nothing more but the end.</summary>
    public async Task ExpectEndAsync() => Assert.Equal("", Show(await ReadToEndAsync()));

    /// <summary>Sends FIN, and goes on reading.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the way the kernel ends a killed program that left bytes unread: with RST.</summary>
    public void Reset() => _socket.Close(0);

    public void Dispose() => _socket.Dispose();

    /// <summary>Bytes as text where they are text, as hex where not.</summary>
    private static string Show(ReadOnlySpan<byte> bytes)
    {
        var shown = bytes.Length > 4000 ? bytes[..4000] : bytes;
        return System.Text.Unicode.Utf8.IsValid(shown) && !shown.Contains((byte)0) ? Encoding.UTF8.GetString(shown) : Convert.ToHexString(shown) + $" ({bytes.Length} bytes)";
    }
}
