namespace ChatHub.Wire.Connections;

/// <summary>Where a connection is in its life.</summary>
public enum ConnectionState : byte
{
    /// <summary>Accepted; not in a room yet.</summary>
    Opening,

    /// <summary>Taking part.</summary>
    Open,

    /// <summary>Takes no more input; what is owed is being sent.</summary>
    Closing,

    /// <summary>Ended.</summary>
    Closed,

    /// <summary>Accepted; a proxy's header, TLS or a password comes before it takes part.</summary>
    Handshaking,
}
