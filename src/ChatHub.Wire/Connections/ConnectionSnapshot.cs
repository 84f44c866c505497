using ChatHub.Chat;

namespace ChatHub.Wire.Connections;

/// <summary>A connection as it was at one moment: the read model for screens and the API.</summary>
/// <param name="Id">Number of the connection; grows from 1 within a process.</param>
/// <param name="Name">The name it has now.</param>
/// <param name="Remote">Remote endpoint as text.</param>
/// <param name="Listener">Name of its listener.</param>
/// <param name="Protocol">Protocol of its listener.</param>
/// <param name="Room">The room it speaks in; empty when it is in none.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="ConnectedAt">When it was accepted, UTC.</param>
/// <param name="LastActivityAt">When bytes last came from it, or could come again, UTC; when none came, the begin of its session.</param>
/// <param name="ClosedAt">When it ended, UTC; null while it is open.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="ClosedBy">The operator who ended it; null where none did.</param>
/// <param name="MessagesIn">Messages it sent.</param>
/// <param name="MessagesOut">Messages given to its socket or outbox.</param>
/// <param name="BytesIn">Bytes received from it.</param>
/// <param name="BytesOut">Bytes its socket took.</param>
/// <param name="BacklogBytes">Bytes in its outbox: what the socket did not take yet.</param>
/// <param name="Dropped">Messages that it sent or should have got and that were dropped: too long, past a full outbox, or said while muted.</param>
public sealed record ConnectionSnapshot(
    long Id,
    string Name,
    string Remote,
    string Listener,
    string Protocol,
    string Room,
    ConnectionState State,
    DateTimeOffset ConnectedAt,
    DateTimeOffset LastActivityAt,
    DateTimeOffset? ClosedAt,
    DisconnectReason Reason,
    string? ClosedBy,
    long MessagesIn,
    long MessagesOut,
    long BytesIn,
    long BytesOut,
    long BacklogBytes,
    long Dropped)
{
    /// <summary>All rooms it is in, with commas between; empty when it is in none.</summary>
    public string Rooms { get; init; } = "";

    /// <summary>How its bytes are read as text, by its IANA name.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Since when the oldest bytes in its outbox wait, UTC; null when none wait.</summary>
    public DateTimeOffset? UnsentSince { get; init; }

    /// <summary>Until when an operator muted it, UTC; null when it is not muted.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>How it is encrypted, <c>TLS 1.3</c>; null when it is not.</summary>
    public string? Tls { get; init; }

    /// <summary>Until when an operator slowed it down, UTC; null when it is not.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>To how many messages a second.</summary>
    public double? ThrottledTo { get; init; }

    /// <summary>What the operator who ended it gave as the reason; null where none did.</summary>
    public string? ClosedWhy { get; init; }
}
