using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ChatHub.Benchmarks.Tests.Load;

/// <summary>A relay of lines to all, their sender included, in this process; made wrong on purpose where a test wants it.</summary>
internal sealed class TestRelay : IAsyncDisposable
{
    /// <summary>Line of the first receiver that the fault befalls; those before it are announcements and the start of the load.</summary>
    private const int FaultyLine = 50;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ChannelWriter<byte[]>> _receivers = [];
    private readonly RelayFault _fault;
    private readonly Task _accepting;
    private int _lines;
    private byte[]? _held;

    public TestRelay(RelayFault fault)
    {
        _fault = fault;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(64);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                var channel = Channel.CreateUnbounded<byte[]>();
                lock (_receivers)
                {
                    _receivers.Add(channel.Writer);
                }

                _ = WriteAsync(socket, channel.Reader);
                _ = ReadAsync(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        using var lines = new StreamReader(stream, System.Text.Encoding.Latin1);
        try
        {
            while (await lines.ReadLineAsync(_stop.Token) is { } line)
            {
                Relay(System.Text.Encoding.Latin1.GetBytes(line + "\n"));
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // So is its client.
        }
    }

    private async Task WriteAsync(Socket socket, ChannelReader<byte[]> lines)
    {
        try
        {
            await foreach (var line in lines.ReadAllAsync(_stop.Token))
            {
                await socket.SendAsync(line, _stop.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // So is its client.
        }
    }

    private void Relay(byte[] line)
    {
        lock (_receivers)
        {
            foreach (var receiver in _receivers.Skip(1))
            {
                receiver.TryWrite(line);
            }

            foreach (var written in ++_lines == FaultyLine ? Spoil(line) : Release(line))
            {
                _receivers[0].TryWrite(written);
            }
        }
    }

    private byte[][] Spoil(byte[] line)
    {
        switch (_fault)
        {
            case RelayFault.Lost:
                return [];
            case RelayFault.Doubled:
                return [line, line];
            case RelayFault.Reordered:
                _held = line;
                return [];
            case RelayFault.Damaged:
                var damaged = line.ToArray();
                damaged[^2] ^= 1;
                return [damaged];
            default:
                return [line];
        }
    }

    private byte[][] Release(byte[] line)
    {
        var held = _held;
        _held = null;
        return held is null ? [line] : [line, held];
    }
}
