namespace ChatHub.Chat;

/// <summary>A connection's participation in the chat.</summary>
public sealed class Session
{
    private volatile string _name;
    private volatile RoomMember[] _memberships = [];
    private Ending? _ending;

    internal Session(SessionIdentity identity, ISessionOutput output, string name)
    {
        Identity = identity;
        Output = output;
        _name = name;
    }

    /// <summary>What never changes about it.</summary>
    public SessionIdentity Identity { get; }

    /// <summary>Number of the session.</summary>
    public long Id => Identity.Id;

    /// <summary>The name it has now; <c>guest-7</c> at first.</summary>
    public string Name
    {
        get => _name;
        internal set => _name = value;
    }

    /// <summary>The rooms it is in, the one it speaks in first.</summary>
    public IEnumerable<Room> Rooms => _memberships.Select(member => member.Room);

    /// <summary>The room it speaks in; null before it joined and after it left.</summary>
    public Room? Room => _memberships is [var first, ..] ? first.Room : null;

    /// <summary>Ends when it may publish: completed unless its room is over its high water. To be asked before more is read.</summary>
    public Task WaitToPublish() => Room?.WaitToPublish() ?? Task.CompletedTask;

    /// <summary>Whether it was closed. Messages of a closed session are not taken.</summary>
    public bool IsClosed => Volatile.Read(ref _ending) is not null;

    /// <summary>Why it was closed; None while it is open.</summary>
    public DisconnectReason Reason => Volatile.Read(ref _ending)?.Reason ?? DisconnectReason.None;

    /// <summary>The operator who closed it; null where none did.</summary>
    public string? ClosedBy => Volatile.Read(ref _ending)?.Operator;

    /// <summary>What the operator gave as the reason; null where none did.</summary>
    public string? ClosedWhy => Volatile.Read(ref _ending)?.Words;

    internal ISessionOutput Output { get; }

    internal bool TryClose(DisconnectReason reason, string? @operator, string? words) =>
        Interlocked.CompareExchange(ref _ending, new Ending(reason, @operator, words), null) is null;

    internal RoomMember? MemberOf(Room room)
    {
        foreach (var member in _memberships)
        {
            if (ReferenceEquals(member.Room, room))
            {
                return member;
            }
        }

        return null;
    }

    internal void Add(RoomMember member) => _memberships = [.. _memberships, member];

    internal void Remove(RoomMember member) => _memberships = [.. _memberships.Where(other => other != member)];

    private sealed record Ending(DisconnectReason Reason, string? Operator, string? Words);
}
