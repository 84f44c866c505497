using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>A raw TCP client that says exactly what a test tells it to, and shows exactly what it received.</summary>
public sealed class WireClient : IDisposable
{
    private readonly Socket _socket;

    private WireClient(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        Received = new ReceivedBytes($"client {LocalEndPoint}", (buffer, token) => socket.ReceiveAsync(buffer, token));
    }

    /// <summary>What the server shows as this client's remote address.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>What has arrived.</summary>
    public ReceivedBytes Received { get; }

    /// <summary>Connects over loopback.</summary>
    /// <param name="port">The port.</param>
    /// <param name="receiveBufferBytes">The kernel's buffer; small for a client that is to be a slow consumer.</param>
    public static async Task<WireClient> ConnectAsync(int port, int? receiveBufferBytes = null)
    {
        // Every write is a packet of its own, as the tests mean it.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        using var deadline = Deadline.After();
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), deadline.Token);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new WireClient(socket);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, deadline.Token)..];
        }
    }

    /// <summary>Sends the text, in UTF-8 unless told otherwise; no ending is added.</summary>
    public Task SendAsync(string text, Encoding? encoding = null) => SendAsync((encoding ?? Encoding.UTF8).GetBytes(text));

    /// <inheritdoc cref="ReceivedBytes.ReadExactlyAsync"/>
    public Task<byte[]> ReadExactlyAsync(int count, TimeSpan? within = null) => Received.ReadExactlyAsync(count, within);

    /// <inheritdoc cref="ReceivedBytes.ReadUntilAsync(string, TimeSpan?)"/>
    public Task<string> ReadUntilAsync(string marker, TimeSpan? within = null) => Received.ReadUntilAsync(marker, within);

    /// <inheritdoc cref="ReceivedBytes.ReadUntilAsync(ReadOnlyMemory{byte}, TimeSpan?)"/>
    public Task<byte[]> ReadUntilAsync(ReadOnlyMemory<byte> marker, TimeSpan? within = null) => Received.ReadUntilAsync(marker, within);

    /// <inheritdoc cref="ReceivedBytes.ReadToEndAsync"/>
    public Task<byte[]> ReadToEndAsync(TimeSpan? within = null) => Received.ReadToEndAsync(within);

    /// <inheritdoc cref="ReceivedBytes.ReadAvailableForAsync"/>
    public Task<byte[]> ReadAvailableForAsync(TimeSpan time) => Received.ReadAvailableForAsync(time);

    /// <inheritdoc cref="ReceivedBytes.ExpectAsync(string, TimeSpan?)"/>
    public Task ExpectAsync(string text, TimeSpan? within = null) => Received.ExpectAsync(text, within);

    /// <inheritdoc cref="ReceivedBytes.ExpectAsync(ReadOnlyMemory{byte}, TimeSpan?)"/>
    public Task ExpectAsync(ReadOnlyMemory<byte> bytes, TimeSpan? within = null) => Received.ExpectAsync(bytes, within);

    /// <inheritdoc cref="ReceivedBytes.ExpectOnlyAsync(string, TimeSpan, TimeSpan?)"/>
    public Task ExpectOnlyAsync(string text, TimeSpan quiet, TimeSpan? within = null) => Received.ExpectOnlyAsync(text, quiet, within);

    /// <inheritdoc cref="ReceivedBytes.ExpectNothingAsync"/>
    public Task ExpectNothingAsync(TimeSpan quiet) => Received.ExpectNothingAsync(quiet);

    /// <summary>Sends FIN and goes on reading.</summary>
    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with RST, as a machine does that lost its power and came back.</summary>
    public void Abort()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
