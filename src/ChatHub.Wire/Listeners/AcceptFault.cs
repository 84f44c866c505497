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
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.SystemNotReady or SocketError.ProcessLimit => AcceptFault.Pressure,
        SocketError.NotSocket or SocketError.InvalidArgument or SocketError.OperationNotSupported or SocketError.OperationAborted => AcceptFault.Fatal,
        _ => AcceptFault.Transient,
    };
}
