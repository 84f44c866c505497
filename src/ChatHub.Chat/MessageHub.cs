using System.Collections.Concurrent;
using ChatHub.Chat.MessageLog;

namespace ChatHub.Chat;

/// <summary>
/// The one way in: opens and closes sessions, knows the rooms, takes what sessions and operators say. Knows no socket.
/// All members may be called from any thread. What one session publishes stays in order; all members of a room see one order.
/// </summary>
public sealed class MessageHub
{
    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private readonly TimeProvider _time;
    private volatile HubOptions _options;
    private long _messagesIn;
    private long _deliveries;
    private long _skipped;
    private long _waits;

    /// <summary>A hub with the given settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where messages and events are kept for good; its newest are the history to begin with. Null: nowhere.</param>
    public MessageHub(HubOptions options, TimeProvider time, IMessageLog? log = null)
    {
        _options = options;
        _time = time;
        Log = log ?? new NoMessageLog();
        History = new MessageHistory(options.HistoryLength, options.HistoryBytes, Log);
        RoomOf(options.DefaultRoom);
    }

    /// <summary>The settings in force: whoever needs one looks here each time, since <see cref="Use"/> may change them.</summary>
    public HubOptions Options => _options;

    /// <summary>The last messages and events of all rooms.</summary>
    public MessageHistory History { get; }

    /// <summary>How long batches take from being published to being handed to all their receivers.</summary>
    public DeliveryLatency Latency { get; } = new();

    internal IMessageLog Log { get; }

    internal TimeProvider Time => _time;

    /// <summary>Who has which name.</summary>
    public SessionNames Names { get; } = new();

    /// <summary>The rooms.</summary>
    public IEnumerable<Room> Rooms => _rooms.Values;

    /// <summary>The open sessions.</summary>
    public IEnumerable<Session> Sessions => _sessions.Select(pair => pair.Value); // .Values would take all its locks

    /// <summary>What was done since the start.</summary>
    public HubTotals Totals => new(
        Volatile.Read(ref _messagesIn), Volatile.Read(ref _deliveries), Volatile.Read(ref _skipped), _rooms.Values.Sum(room => room.PendingBytes), Volatile.Read(ref _waits));

    /// <summary>Other settings hold from now on, all of them but the default room. What they leave no place for in the history goes.</summary>
    public void Use(HubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        History.Resize(options.HistoryLength, options.HistoryBytes);
    }

    /// <summary>The room of a name; made when it is not there yet.</summary>
    public Room RoomOf(string name) => _rooms.GetOrAdd(name, static (name, hub) => new Room(name, hub), this);

    /// <summary>Opens a session and lets it join a room.</summary>
    /// <param name="identity">What never changes about it.</param>
    /// <param name="output">Where its messages go.</param>
    /// <param name="room">Name of the room; null for the default one.</param>
    public Session Open(SessionIdentity identity, ISessionOutput output, string? room = null)
    {
        var session = new Session(identity, output, SessionNames.GuestName(identity.Id));
        Join(session, RoomOf(room ?? Options.DefaultRoom), ChatMessage.OfSession(_time.GetUtcNow(), identity, session.Name, SystemEvent.Connected));
        _sessions[session.Id] = session; // only now: whoever finds it may close it, and that is for its room to do
        return session;
    }

    /// <summary>
    /// Ends a session. What it published before is delivered, to itself too where it is owed; then its output is completed with the reason.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">Why.</param>
    /// <param name="operator">The operator who does it; null where none does.</param>
    /// <param name="words">What the operator gives as the reason, for the client and the log.</param>
    /// <returns>Whether this call ended it: false when it was closed already.</returns>
    public bool Close(Session session, DisconnectReason reason, string? @operator = null, string? words = null)
    {
        if (!session.TryClose(reason, @operator, words))
        {
            return false;
        }

        _sessions.TryRemove(session.Id, out _);
        Names.Release(session, session.Name);
        var rooms = session.Rooms.ToArray();
        foreach (var other in rooms[1..])
        {
            other.Post(new RoomItem(RoomItemKind.Leave, ChatMessage.OfSession(_time.GetUtcNow(), session.Identity, session.Name, SystemEvent.Disconnected, reason), session));
        }

        var notice = ChatMessage.OfSession(_time.GetUtcNow(), session.Identity, session.Name, SystemEvent.Disconnected, reason, words ?? "", @operator);
        notice.Room = rooms[0].Name;
        rooms[0].Post(new RoomItem(RoomItemKind.Close, notice, session));
        return true;
    }

    /// <summary>Publishes messages of a session to its room, in order.</summary>
    /// <returns>Ends when the session may send more; completed unless the room is over its high water.</returns>
    public Task Publish(Session session, ReadOnlySpan<ChatMessage> messages)
    {
        if (session.IsClosed || messages.IsEmpty || session.Room is not { } room)
        {
            return Task.CompletedTask;
        }

        Interlocked.Add(ref _messagesIn, messages.Length);
        var wait = room.Publish(session, messages);
        CountWait(wait);
        return wait;
    }

    /// <summary>Sends a message of one session to one other, in order with what the sender said before.</summary>
    /// <param name="from">Who says it.</param>
    /// <param name="to">For whom it is.</param>
    /// <param name="message">The message.</param>
    /// <param name="wait">Ends when the sender may send more; completed unless the recipient's room is over its high water.</param>
    /// <returns>Whether the recipient could be reached.</returns>
    public bool PublishPrivate(Session from, Session to, ChatMessage message, out Task wait)
    {
        wait = Task.CompletedTask;
        if (from.IsClosed || to.IsClosed || to.Room is not { } room)
        {
            return false;
        }

        Interlocked.Increment(ref _messagesIn);
        message.Room = room.Name;
        room.Post(new RoomItem(RoomItemKind.Targeted, message, new TargetedMessage([to], null)), out wait);
        CountWait(wait);
        return true;
    }

    /// <summary>Sends a message of an operator. Ends when every pump concerned has handed it over.</summary>
    /// <param name="text">The text; may have several lines.</param>
    /// <param name="target">For whom.</param>
    /// <param name="operator">Who says it; null for the hub itself.</param>
    public Task<SendOutcome> Send(string text, SendTarget target, string? @operator) => Send(ServerSaying.Of(text), target, @operator);

    /// <summary>Sends what an operator says. Ends when every pump concerned has handed it over.</summary>
    /// <param name="saying">What, and how it goes out.</param>
    /// <param name="target">For whom.</param>
    /// <param name="operator">Who says it; null for the hub itself.</param>
    public Task<SendOutcome> Send(ServerSaying saying, SendTarget target, string? @operator)
    {
        var message = ChatMessage.FromServer(_time.GetUtcNow(), saying, @operator, Describe(target) ?? (saying.Wording is null ? null : ServerWording.Recipient));
        switch (target)
        {
            case SendTarget.Everyone:
                message.Room = "*";
                return Post(message, Rooms.Select(room => (room, (IReadOnlyList<Session>?)null)).ToArray(), [], inAllRooms: true);
            case SendTarget.ToRoom(var name):
                message.Room = name;
                return Post(message, _rooms.TryGetValue(name, out var one) ? [(one, null)] : [], []);
            case SendTarget.ToListener(var name):
                return Post(message, Parts(Sessions.Where(session => name.Equals(session.Identity.Listener, StringComparison.OrdinalIgnoreCase))), []);
            case SendTarget.ToSessions(var ids):
                var found = ids.Distinct().Select(id => (Id: id, Session: _sessions.GetValueOrDefault(id) is { Room: not null } session ? session : null)).ToArray();
                return Post(message, Parts(found.Select(one => one.Session).OfType<Session>()), [.. found.Where(one => one.Session is null).Select(one => one.Id)]);
            default:
                throw new ArgumentOutOfRangeException(nameof(target), target, "expected everyone, a room, a listener, or sessions");
        }
    }

    /// <summary>Gives a session another name and tells its room.</summary>
    /// <returns>Null when it has the name now; otherwise why not, as a sentence for who asked.</returns>
    public string? Rename(Session session, string name, string? @operator = null)
    {
        var before = session.Name;
        if (Names.TryClaim(session, name) is { } refusal)
        {
            return refusal;
        }

        name = session.Name; // composed
        if (session.IsClosed)
        {
            Names.Release(session, name); // closed meanwhile: Close may have released the name before
        }
        else if (before != name)
        {
            var notice = ChatMessage.OfSession(_time.GetUtcNow(), session.Identity, name, SystemEvent.Renamed, text: before, @operator: @operator);
            session.Room?.Publish(session, [notice]);
        }

        return null;
    }

    /// <summary>Shows a session under the name it gives itself in its own text. Not claimed: several may have it, and nobody is told.</summary>
    /// <returns>False when the name is kept from clients: the session is shown as before, or as a guest where the one before is kept by now.</returns>
    public bool ShowAs(Session session, string name)
    {
        var isKept = Names.IsKept(name);
        lock (session) // see SessionNames
        {
            var isItsOwn = Names.Find(session.Name) == session;
            if (!isItsOwn && !isKept)
            {
                session.Name = name;
            }
            else if (!isItsOwn && Names.IsKept(session.Name))
            {
                session.Name = SessionNames.GuestName(session.Id); // it was shown so before an operator had the name
            }
        }

        return !isKept;
    }

    /// <summary>Makes a session a guest again whose name is kept from clients by now. A name that it claimed is given up as any other, and its room is told; one that was only shown goes in silence, and others may be shown after it.</summary>
    /// <returns>Whether it had claimed the name.</returns>
    public bool TakeBack(Session session)
    {
        lock (session) // see SessionNames
        {
            if (Names.Find(session.Name) != session)
            {
                session.Name = SessionNames.GuestName(session.Id); // not claimed: a claimed one would stay, whatever it calls itself
                return false;
            }
        }

        return Rename(session, SessionNames.GuestName(session.Id)) is null;
    }

    /// <summary>Writes an event into the log that is no message of a room.</summary>
    public void Record(ChatMessage entry) => History.Append([entry]);

    /// <summary>An open session by its number; null when there is none.</summary>
    public Session? Find(long id) => _sessions.GetValueOrDefault(id);

    /// <summary>An open session by the name it has now, without regard to case; null when there is none.</summary>
    public Session? FindByName(string name) =>
        Names.Find(name) ?? Sessions.FirstOrDefault(session => session.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal void Count(long delivered, long skipped)
    {
        Interlocked.Add(ref _deliveries, delivered);
        if (skipped > 0)
        {
            Interlocked.Add(ref _skipped, skipped);
        }
    }

    private void CountWait(Task wait)
    {
        if (!wait.IsCompleted)
        {
            Interlocked.Increment(ref _waits);
        }
    }

    private static void Join(Session session, Room room, ChatMessage notice)
    {
        notice.Room = room.Name;
        var member = new RoomMember(session, room);
        session.Add(member);
        room.Post(new RoomItem(RoomItemKind.Join, notice, member));
    }

    private static string? Describe(SendTarget target) => target switch
    {
        SendTarget.ToSessions { Ids.Count: 1 } one => $"#{one.Ids.First()}",
        SendTarget.ToSessions some => $"{some.Ids.Count} connections",
        SendTarget.ToListener one => $"listener {one.Name}",
        _ => null,
    };

    private static (Room Room, IReadOnlyList<Session>? Sessions)[] Parts(IEnumerable<Session> sessions) =>
        [.. sessions.Select(session => (session, session.Room)).Where(one => one.Room is not null).GroupBy(one => one.Room!).Select(group => (group.Key, (IReadOnlyList<Session>?)group.Select(one => one.session).ToArray()))];

    private Task<SendOutcome> Post(ChatMessage message, (Room Room, IReadOnlyList<Session>? Sessions)[] parts, long[] missing, bool inAllRooms = false)
    {
        History.Append([message]); // logged once, however many rooms it goes to
        var ticket = new SendTicket(message, Math.Max(parts.Length, 1));
        foreach (var id in missing)
        {
            ticket.Miss(id);
        }

        if (parts.Length == 0)
        {
            ticket.RoomDone();
        }

        foreach (var (room, sessions) in parts)
        {
            room.Post(new RoomItem(RoomItemKind.Targeted, message, new TargetedMessage(sessions, ticket, inAllRooms)));
        }

        return ticket.Outcome;
    }
}
