namespace ChatHub.Chat;

/// <summary>
/// Those who receive a message: members, order and recent history. Everything that happens in a room goes through its queue and is done by
/// one pump, so all members see the same order, and a joiner gets history and then messages without a gap or a double.
/// Messages that gather while the pump works become one batch.
/// </summary>
public sealed class Room
{
    private readonly RoomQueue _queue;
    private readonly RoomPump _pump;
    private readonly TimeProvider _time;

    internal Room(string name, MessageHub hub)
    {
        Name = name;
        _time = hub.Time;
        _queue = new RoomQueue(hub);
        _pump = new RoomPump(this, hub, _queue);
        if (hub.Options.WelcomeHistory > 0)
        {
            _pump.Recall(hub.Log.Newest(name, hub.Options.WelcomeHistory, RecentMessages.MostBytes));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How many sessions are in it.</summary>
    public int MemberCount => _pump.MemberCount;

    /// <summary>Bytes that wait for the pump.</summary>
    public long PendingBytes => _queue.Bytes;

    /// <summary>Messages said in it since the start, of sessions and of the server.</summary>
    public long Messages => _pump.Messages.Count;

    /// <summary>Messages a second, over about the last minute.</summary>
    public double MessagesPerSecond => _pump.Messages.PerSecond(_time.GetTimestamp());

    /// <summary>Appends messages of a session. The task ends when the session may send more: it MUST NOT read on before.</summary>
    internal Task Publish(Session from, ReadOnlySpan<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            message.Room = Name;
        }

        if (_queue.Post(messages, from, out var wait))
        {
            _pump.Schedule();
        }

        return wait;
    }

    internal Task WaitToPublish() => _queue.WaitForRoom();

    internal void Post(in RoomItem item) => Post(item, out _);

    /// <summary>Appends an item. The task ends when whoever caused it may cause more.</summary>
    internal void Post(in RoomItem item, out Task wait)
    {
        if (_queue.Post(item, out wait))
        {
            _pump.Schedule();
        }
    }
}
