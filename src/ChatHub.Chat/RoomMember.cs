namespace ChatHub.Chat;

/// <summary>A session's place in a room.</summary>
internal sealed class RoomMember(Session session, Room room)
{
    public Session Session { get; } = session;

    public Room Room { get; } = room;

    /// <summary>Where it stands in the room's array; -1 when it is no member. Changed by the room's pump only.</summary>
    public int Index { get; set; } = -1;
}
