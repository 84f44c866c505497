namespace ChatHub.Chat;

/// <summary>A session's place in a room. Changed by the room's pump only, once it is a member.</summary>
internal sealed class RoomMember(Session session, Room room)
{
    public Session Session { get; } = session;

    public Room Room { get; } = room;

    /// <summary>Where it stands in the room's array; -1 when it is no member.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Number of the batch that holds messages of its own.</summary>
    public long OwnBatch { get; set; } = -1;

    /// <summary>Number of the batch that was gathering when it joined: its welcome has what was in there by then.</summary>
    public long JoinedBatch { get; set; } = -1;

    /// <summary>Index in that batch of the first message that came after it joined.</summary>
    public int JoinedAt { get; set; }
}
