using System.Net.Sockets;

namespace ChatHub.Wire.Transport;

/// <summary>
/// The options of every connection: no Nagle delay, and TCP keep-alive, since clients like nc cannot answer a ping: a peer that vanished
/// is found after <see cref="LeastSilence"/> to <see cref="MostSilence"/> seconds of silence plus 4 probes of 10 s. Each connection has a time of its own in between: the timers of Linux
/// that lie a minute ahead go off together every two seconds, and the probes of thousands who came at once overran the queue of the interface, were lost, and had the living cut off.
/// While something sent is not acknowledged nothing is probed, and Linux would send it again for a quarter of an hour: <see cref="Unacknowledged"/> bounds that, and by the kernel's rules the silence too.
/// </summary>
internal static class SocketTuning
{
    /// <summary>Seconds of silence after which a connection is probed, at least.</summary>
    public const int LeastSilence = 45;

    /// <summary>Seconds of silence after which a connection is probed, at most.</summary>
    public const int MostSilence = 105;

    /// <summary>How long what is sent may stay unacknowledged, or the peer's window closed, before Linux ends the connection: as long as the longest silence.</summary>
    public static readonly TimeSpan Unacknowledged = TimeSpan.FromSeconds(MostSilence + 40);

    private const int IpProtoTcp = 6;

    /// <summary><c>TCP_USER_TIMEOUT</c>, in milliseconds (tcp(7)); 0 for the kernel's own way.</summary>
    private const int UserTimeout = 18;

    private static uint s_accepted;

    public static void ApplyToListener(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            Apply(socket); // accepted sockets inherit these: no system calls for each of them
            SetUserTimeout(socket, Unacknowledged);
        }
    }

    /// <param name="socket">The socket.</param>
    /// <param name="mayNotRead">Whether its client may read nothing for longer than <see cref="Unacknowledged"/>: to the kernel that is the same as one that vanished.</param>
    public static void ApplyToAccepted(Socket socket, bool mayNotRead = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            Apply(socket);
        }
        else if (mayNotRead)
        {
            SetUserTimeout(socket, TimeSpan.Zero);
        }

        var turn = (int)(Interlocked.Increment(ref s_accepted) % (MostSilence - LeastSilence + 1));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, LeastSilence + turn);
        socket.Blocking = false; // sends and receives return at once; nobody waits for a client
    }

    private static void SetUserTimeout(Socket socket, TimeSpan time) => socket.SetRawSocketOption(IpProtoTcp, UserTimeout, BitConverter.GetBytes((int)time.TotalMilliseconds));

    private static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
