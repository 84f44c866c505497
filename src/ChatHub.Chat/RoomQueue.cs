namespace ChatHub.Chat;

/// <summary>What waits for a room's pump. When it is over the high water, those who publish are given a task that ends at the low water.</summary>
internal sealed class RoomQueue(MessageHub hub)
{
    private readonly Lock _gate = new();
    private List<RoomItem> _pending = [];
    private List<RoomItem> _spare = [];
    private long _bytes;
    private long _since;
    private bool _running;
    private TaskCompletionSource? _drained;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Appends one item. Returns whether the pump has to be started.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wait">Ends when its sender, if it has one, may go on.</param>
    public bool Post(in RoomItem item, out Task wait)
    {
        lock (_gate)
        {
            Add(item);
            wait = Wait();
            return Start();
        }
    }

    /// <summary>Appends messages of one session, together. Returns whether the pump has to be started.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="from">The session.</param>
    /// <param name="wait">Ends when the sender may go on.</param>
    public bool Post(ReadOnlySpan<ChatMessage> messages, Session from, out Task wait)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                Add(new RoomItem(RoomItemKind.Message, message, from));
            }

            wait = Wait();
            return Start();
        }
    }

    /// <summary>Ends when the queue is not over its high water, or has come down to its low water.</summary>
    public Task WaitForRoom()
    {
        if (Bytes <= hub.Options.HighWaterBytes)
        {
            return Task.CompletedTask; // the usual case, without the lock
        }

        lock (_gate)
        {
            return Wait();
        }
    }

    /// <summary>Takes all that waits. Null: nothing waits, and the pump is marked as stopped.</summary>
    /// <param name="since">Timestamp since which the oldest of it has waited.</param>
    public List<RoomItem>? Take(out long since)
    {
        lock (_gate)
        {
            since = _since;
            if (_pending.Count == 0)
            {
                _running = false;
                return null;
            }

            (_pending, _spare) = (_spare, _pending);
            return _spare;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> gave, all of it done.</summary>
    public void Done(List<RoomItem> items)
    {
        long weight = 0;
        foreach (ref readonly var item in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items))
        {
            weight += item.Weight;
        }

        items.Clear();
        if (items.Capacity > 64 * 1024)
        {
            items.Capacity = 1024; // a burst must not stay in memory for good
        }

        TaskCompletionSource? drained = null;
        lock (_gate)
        {
            _bytes -= weight;
            if (_bytes <= hub.Options.LowWaterBytes)
            {
                (drained, _drained) = (_drained, null);
            }
        }

        drained?.TrySetResult();
    }

    private void Add(in RoomItem item)
    {
        if (_pending.Count == 0)
        {
            _since = hub.Time.GetTimestamp(); // once for all that the pump takes together
        }

        _pending.Add(item);
        _bytes += item.Weight;
    }

    private Task Wait() => _bytes <= hub.Options.HighWaterBytes
        ? Task.CompletedTask
        : (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private bool Start()
    {
        var start = !_running;
        _running = true;
        return start;
    }
}
