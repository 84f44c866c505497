using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>
/// Opens sockets to the server without waiting. On Linux each comes from one of 64 loopback addresses in turn: so ports of closed connections,
/// which rest for a minute, do not run out.
/// </summary>
internal sealed class Connector(IPEndPoint server)
{
    private const int Addresses = 64;
    private const int IpLevel = 0;
    private const int BindAddressNoPort = 24; // the port is chosen when connecting, and may be in use towards other servers
    private int _count;

    /// <summary>Opens one.</summary>
    /// <param name="receiveBuffer">Bytes of its receive buffer; null for the system's way, which grows with need.</param>
    /// <exception cref="LoadException">The server cannot be reached, or no socket is to be had.</exception>
    public Socket Open(int? receiveBuffer = null)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
            if (receiveBuffer is { } bytes)
            {
                socket.ReceiveBufferSize = bytes;
            }

            BindInTurn(socket);
            socket.Connect(server);
        }
        catch (SocketException failure) when (socket is not null && failure.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // The usual case: it connects by itself. Where it cannot, its first read says so.
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            var hint = failure.SocketErrorCode == SocketError.TooManyOpenSockets ? "; raise the limit of open files (ulimit -n) or lower --clients" : "";
            throw new LoadException(string.Create(CultureInfo.InvariantCulture, $"connection {_count + 1} to {server} failed: {failure.Message}{hint}"));
        }

        _count++;
        return socket!;
    }

    private void BindInTurn(Socket socket)
    {
        if (OperatingSystem.IsLinux() && server.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.SetRawSocketOption(IpLevel, BindAddressNoPort, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(new IPAddress([127, 1, 0, (byte)(1 + (_count % Addresses))]), 0));
        }
    }
}
