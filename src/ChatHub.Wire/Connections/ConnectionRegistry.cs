using System.Collections.Concurrent;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Connections;

/// <summary>All open connections, and the recently closed with their reasons. Safe for all threads.</summary>
public sealed class ConnectionRegistry
{
    private const int MostListeners = 1_000; // names that listeners of operators had since the start

    private readonly ConcurrentDictionary<long, Connection> _open = new();
    private readonly Lock _gate = new();
    private readonly Queue<ConnectionSnapshot> _closed = new();
    private readonly LimitsInForce _limits;
    private (long In, long Out) _closedBytes;
    private readonly Dictionary<string, ListenerTraffic> _closedTraffic = new(StringComparer.OrdinalIgnoreCase);
    private long _version;
    private readonly long _before;
    private long _lastId;
    private long _backlog;
    private int _count;
    private int _peak;
    private readonly long[] _dropped = new long[Enum.GetValues<DropCause>().Length];
    private readonly long[] _ended = new long[Enum.GetValues<DisconnectReason>().Length];
    private readonly Fullness _fullness = new();
    private long _refused;

    /// <summary>A registry that remembers as many closed connections as the limits say.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="after">The highest number that a connection had before this start; the next one is given the number after it.</param>
    public ConnectionRegistry(LimitsInForce limits, long after = 0)
    {
        _limits = limits;
        _before = _lastId = after;
    }

    /// <summary>Grows with every connection that comes or goes: whoever polls compares it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Open connections.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Most connections open at once since the start.</summary>
    public int Peak => Volatile.Read(ref _peak);

    /// <summary>Connections accepted since the start.</summary>
    public long Total => Volatile.Read(ref _lastId) - _before;

    /// <summary>Newcomers turned away because the server was full.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Bytes waiting in all outboxes.</summary>
    public long BacklogBytes => Volatile.Read(ref _backlog);

    /// <summary>Bytes received from and taken by all connections since the start. Looks at each open one: for about once a second.</summary>
    public (long In, long Out) CountBytes()
    {
        lock (_gate)
        {
            var (bytesIn, bytesOut) = _closedBytes;
            foreach (var (_, connection) in _open)
            {
                bytesIn += connection.BytesIn;
                bytesOut += connection.Output.Bytes;
            }

            return (bytesIn, bytesOut);
        }
    }

    /// <summary>What went through each listener since the start. Looks at each open connection: for about once a second.</summary>
    public IReadOnlyCollection<ListenerTraffic> CountTraffic()
    {
        lock (_gate)
        {
            var traffic = new Dictionary<string, ListenerTraffic>(_closedTraffic, StringComparer.OrdinalIgnoreCase);
            foreach (var (_, connection) in _open)
            {
                var row = connection.Snapshot();
                traffic[row.Listener] = traffic.GetValueOrDefault(row.Listener, ListenerTraffic.None(row)).And(row);
            }

            return traffic.Values;
        }
    }

    /// <summary>The open connections, in no order.</summary>
    public IReadOnlyList<ConnectionSnapshot> Open() => _open.Select(pair => pair.Value.Snapshot()).ToArray();

    /// <summary>The recently closed, newest first.</summary>
    public IReadOnlyList<ConnectionSnapshot> Closed()
    {
        lock (_gate)
        {
            return _closed.Reverse().ToArray();
        }
    }

    /// <summary>One connection, open or recently closed; null when it is not known.</summary>
    public ConnectionSnapshot? Find(long id)
    {
        if (_open.TryGetValue(id, out var connection))
        {
            return connection.Snapshot();
        }

        lock (_gate)
        {
            return _closed.FirstOrDefault(closed => closed.Id == id);
        }
    }

    /// <summary>Whether a connection is open: for those who ask for many, since <see cref="Find"/> looks through the closed ones.</summary>
    public bool IsOpen(long id) => _open.ContainsKey(id);

    /// <summary>Ends an open connection: what is owed is sent, then it is closed.</summary>
    /// <returns>False when there is no such open connection.</returns>
    /// <param name="id">Its number.</param>
    /// <param name="reason">Why.</param>
    /// <param name="operator">The operator who does it; null where none does.</param>
    /// <param name="words">What the operator gives as the reason: told to the client where its protocol has text.</param>
    public bool Disconnect(long id, DisconnectReason reason, string? @operator = null, string? words = null) =>
        _open.TryGetValue(id, out var connection) && connection.Close(reason, @operator, words) && Interlocked.Increment(ref _version) > 0; // it is closing: to be seen at once

    /// <summary>Offers bytes to an open connection, which takes them only while less than half an outbox waits for it. They go out as they are, in order with all else.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="bytes">The bytes; they must not change afterwards.</param>
    public OfferState Offer(long id, ReadOnlyMemory<byte> bytes) =>
        _open.TryGetValue(id, out var connection) ? connection.Output.Offer(bytes, connection.Services.Limits.OutboxBytes / 2) : OfferState.Gone;

    /// <summary>Ends the open connections from addresses that are banned now.</summary>
    /// <returns>Their addresses.</returns>
    internal List<UInt128> DisconnectFrom(AddressRange range, string? @operator, string? words)
    {
        var ended = new List<UInt128>();
        foreach (var (_, connection) in _open)
        {
            if (range.Contains(connection.Address) && connection.Close(DisconnectReason.Banned, @operator, words))
            {
                ended.Add(connection.Address);
            }
        }

        return ended;
    }

    /// <summary>From now on refuses what a connection says; it is told so once. Null: takes it again.</summary>
    /// <returns>False when there is no such open connection.</returns>
    public bool Mute(long id, DateTimeOffset? until)
    {
        if (!_open.TryGetValue(id, out var connection))
        {
            return false;
        }

        connection.Mute(until);
        Interlocked.Increment(ref _version);
        return true;
    }

    /// <summary>Reads what a connection says, and writes what it gets, in another encoding from now on.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="encoding">IANA name of a text encoding, like <c>gb18030</c>.</param>
    /// <returns>False when there is no such open connection.</returns>
    /// <exception cref="ArgumentException">There is no encoding of that name.</exception>
    public bool SpeakIn(long id, string encoding)
    {
        var found = ListenerSettings.FindEncoding(encoding) ?? throw new ArgumentException($"There is no text encoding '{encoding}'.", nameof(encoding));
        if (!_open.TryGetValue(id, out var connection) || !connection.SpeakIn(found, found.WebName))
        {
            return false;
        }

        Interlocked.Increment(ref _version);
        return true;
    }

    /// <summary>From now on reads only so many messages a second from a connection: what more it sends waits on its side. Null: reads all again.</summary>
    /// <returns>False when there is no such open connection.</returns>
    public bool Throttle(long id, double? perSecond, DateTimeOffset until)
    {
        if (!_open.TryGetValue(id, out var connection))
        {
            return false;
        }

        connection.SlowDown(perSecond is { } rate ? new Throttle(rate, until) : null);
        Interlocked.Increment(ref _version);
        return true;
    }

    /// <summary>Gives a connection another name, and tells its room and itself.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="name">The name.</param>
    /// <param name="operator">The operator who does it.</param>
    /// <param name="refusal">Why it may not have that name, as a sentence; null when it has it.</param>
    /// <returns>False when there is no such open connection.</returns>
    public bool Rename(long id, string name, string @operator, out string? refusal)
    {
        refusal = null;
        if (!_open.TryGetValue(id, out var connection) || !connection.Rename(name, @operator, out refusal))
        {
            return false;
        }

        Interlocked.Increment(ref _version);
        return true;
    }

    /// <summary>Tells a connection that its name went to an operator, and what it is called now; nothing where it is not open.</summary>
    public void TellTakenBack(long id)
    {
        if (_open.TryGetValue(id, out var connection))
        {
            connection.TellTakenBack();
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>Why a connection could not take a name now, as a sentence; null when it could, or is not open.</summary>
    public string? WhyNotNamed(long id, string name) => _open.TryGetValue(id, out var connection) ? connection.WhyNotNamed(name) : null;

    /// <summary>What the kernel knows of the way to a client now; null when it is gone, or where the system does not tell.</summary>
    public LinkSnapshot? LinkOf(long id) => _open.TryGetValue(id, out var connection) ? connection.Link() : null;

    /// <summary>Messages dropped since the start, for one cause.</summary>
    public long Dropped(DropCause cause) => Volatile.Read(ref _dropped[(int)cause]);

    /// <summary>Connections ended since the start, for one reason.</summary>
    public long Ended(DisconnectReason reason) => Volatile.Read(ref _ended[(int)reason]);

    /// <summary>The limits have changed: they hold for those that are open too.</summary>
    internal void GuardAnew()
    {
        foreach (var (_, connection) in _open)
        {
            connection.GuardAnew();
        }
    }

    internal void CountDropped(DropCause cause, int messages) => Interlocked.Add(ref _dropped[(int)cause], messages);

    internal long NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Takes a place for a connection to come, if one is free.</summary>
    /// <param name="limit">Most connections.</param>
    internal bool TryReserve(int limit)
    {
        if (Interlocked.Increment(ref _count) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Counts a newcomer that is turned away. Returns whether it is the first of an episode, see <see cref="Fullness"/>.</summary>
    internal bool Refuse()
    {
        Interlocked.Increment(ref _refused);
        return _fullness.Refuse(Count);
    }

    /// <summary>A newcomer has found a place. Returns whether that ends an episode in which others were turned away.</summary>
    internal bool TryEndFullness(out long refused) => _fullness.TryEnd(Count, out refused);

    /// <summary>Gives back a place that was not used.</summary>
    internal void Release() => Interlocked.Decrement(ref _count);

    internal void Add(Connection connection)
    {
        _open[connection.Id] = connection;
        var count = Count;
        int peak;
        while (count > (peak = Volatile.Read(ref _peak)) && Interlocked.CompareExchange(ref _peak, count, peak) != peak)
        {
            // another thread raised it meanwhile: look again
        }

        Interlocked.Increment(ref _version);
    }

    internal void Remove(Connection connection)
    {
        lock (_gate)
        {
            if (!_open.TryRemove(connection.Id, out _))
            {
                return;
            }

            _closedBytes.In += connection.BytesIn;
            _closedBytes.Out += connection.Output.Bytes;
            var last = connection.Snapshot();
            if (_closedTraffic.TryGetValue(last.Listener, out var before) || _closedTraffic.Count < MostListeners)
            {
                _closedTraffic[last.Listener] = (before ?? ListenerTraffic.None(last)).And(last);
            }

            Interlocked.Decrement(ref _count);
            Interlocked.Increment(ref _ended[(int)connection.Reason]);
            var most = _limits.Now.ClosedConnections;
            while (_closed.Count > 0 && _closed.Count >= most)
            {
                _closed.Dequeue();
            }

            if (most > 0)
            {
                _closed.Enqueue(last);
            }
        }

        Interlocked.Increment(ref _version);
    }

    internal void AddBacklog(long bytes) => Interlocked.Add(ref _backlog, bytes);

    internal void Sweep(DateTimeOffset now)
    {
        foreach (var (_, connection) in _open)
        {
            try
            {
                connection.Sweep(now);
            }
            catch (Exception failure)
            {
                connection.Fail(failure); // it ends, and with it what would be wrong again in a second; the others have their deadlines
            }
        }
    }
}
