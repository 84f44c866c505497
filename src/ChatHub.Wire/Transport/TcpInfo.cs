using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Transport;

/// <summary>The kernel's own figures of a TCP connection: <c>TCP_INFO</c> of Linux (tcp(7), linux/tcp.h).</summary>
internal static class TcpInfo
{
    private const int IpProtoTcp = 6;
    private const int Option = 11;

    // Eight bytes of small fields, then unsigned 32-bit fields.
    private const int RoundTripAt = 68;
    private const int VariationAt = 72;
    private const int RetransmitsAt = 100;
    private const int Length = 104;

    /// <returns>Null on other systems, and for a socket that is closed.</returns>
    public static LinkSnapshot? Read(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            Span<byte> info = stackalloc byte[Length];
            return socket.GetRawSocketOption(IpProtoTcp, Option, info) < Length
                ? null
                : new LinkSnapshot(Microseconds(info[RoundTripAt..]), Microseconds(info[VariationAt..]), MemoryMarshal.Read<uint>(info[RetransmitsAt..]));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static TimeSpan Microseconds(ReadOnlySpan<byte> field) => TimeSpan.FromMicroseconds(MemoryMarshal.Read<uint>(field));
}
