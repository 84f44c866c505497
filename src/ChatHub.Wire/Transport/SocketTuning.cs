using System.Net.Sockets;

namespace ChatHub.Wire.Transport;

/// <summary>
/// The options of every connection: no Nagle delay, and TCP keep-alive, since clients like nc cannot answer a ping: a peer that vanished
/// is found after 60 s of silence plus 3 probes of 10 s.
/// </summary>
internal static class SocketTuning
{
    public static void ApplyToListener(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            Apply(socket); // accepted sockets inherit these: no system calls for each of them
        }
    }

    public static void ApplyToAccepted(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            Apply(socket);
        }

        socket.Blocking = false; // sends and receives return at once; nobody waits for a client
    }

    private static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
