using System.Net.Sockets;

namespace ChatHub.Wire.Listeners;

/// <summary>What an error of accepting means.</summary>
internal enum AcceptFault
{
    /// <summary>This one connection failed: take the next.</summary>
    Transient,

    /// <summary>The system lacks descriptors or memory: back off and try again.</summary>
    Pressure,

    /// <summary>The listening socket is of no use any more.</summary>
    Fatal,
}

internal static class AcceptFaults
{
    public static AcceptFault Of(SocketError error) => error switch
    {
        SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.TimedOut or SocketError.HostUnreachable
            or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown or SocketError.Interrupted => AcceptFault.Transient,
        SocketError.NotSocket or SocketError.InvalidArgument or SocketError.OperationNotSupported or SocketError.OperationAborted => AcceptFault.Fatal,
        _ => AcceptFault.Pressure, // what is not known may last: backing off does no harm
    };
}
