namespace ChatHub.Server.Dashboard.Feed;

/// <summary>What a table of connections can show of each. By all but <see cref="RoundTrip"/> it can be sorted.</summary>
public enum ConnectionColumn : byte
{
    /// <summary>Its number.</summary>
    Id,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>The remote endpoint.</summary>
    Remote,

    /// <summary>The listener.</summary>
    Listener,

    /// <summary>How long it has been connected.</summary>
    Connected,

    /// <summary>How long it has been silent.</summary>
    Idle,

    /// <summary>Messages from it.</summary>
    MessagesIn,

    /// <summary>Messages to it.</summary>
    MessagesOut,

    /// <summary>Bytes from it.</summary>
    BytesIn,

    /// <summary>Bytes to it.</summary>
    BytesOut,

    /// <summary>Bytes that wait for it.</summary>
    Backlog,

    /// <summary>The lasting name that operators gave it.</summary>
    Alias,

    /// <summary>The protocol of its listener.</summary>
    Protocol,

    /// <summary>The rooms it is in.</summary>
    Rooms,

    /// <summary>Where it is in its life.</summary>
    State,

    /// <summary>Messages from it per second.</summary>
    InRate,

    /// <summary>Messages to it per second.</summary>
    OutRate,

    /// <summary>Bytes from it per second.</summary>
    BytesInRate,

    /// <summary>Bytes to it per second.</summary>
    BytesOutRate,

    /// <summary>How long the oldest bytes wait.</summary>
    Unsent,

    /// <summary>Messages dropped.</summary>
    Dropped,

    /// <summary>The kernel's round-trip time. Read only for rows that are seen, so nothing is sorted by it.</summary>
    RoundTrip,

    /// <summary>How its bytes are read as text.</summary>
    Encoding,

    /// <summary>When it ended.</summary>
    Closed,

    /// <summary>How long it was there.</summary>
    Lifetime,

    /// <summary>Why it ended.</summary>
    Reason,

    /// <summary>Who ended it.</summary>
    By,

    /// <summary>How it is encrypted.</summary>
    Tls,
}
