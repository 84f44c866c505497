using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// What waits to be written, bounded: over the high water those who deliver wait, until it is down to half. While the log is degraded nobody waits,
/// and what does not fit is counted instead of held. Safe for all threads.
/// </summary>
internal sealed class PendingEntries : IDisposable
{
    /// <summary>Entries over which those who deliver wait.</summary>
    public const int MostEntries = 100_000;

    /// <summary>Bytes over which those who deliver wait.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    /// <summary>Most time that an entry waits for others, and most entries that wait for each other, when nobody waits for the commit.</summary>
    public static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="GroupTime"/>
    public const int GroupEntries = 1_000;

    /// <summary>What an entry weighs beside its body.</summary>
    private const int Overhead = 200;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly bool _strict;
    private readonly ITimer _groupTimer;
    private readonly List<(long Id, TaskCompletionSource Done)> _waiters = [];
    private List<ChatMessage> _waiting = [];
    private List<ChatMessage> _spare = [];
    private TaskCompletionSource? _room;
    private volatile bool _full;
    private volatile bool _lossy;
    private bool _due;
    private bool _idle = true;
    private bool _closing;
    private bool _sealed;
    private long _committed;
    private long _bytes;
    private int _count;
    private long _waitingSince;
    private long _takenSince;
    private EntryLoss _loss;
    private long _unlogged;

    /// <summary>Nothing waits.</summary>
    /// <param name="durability">Whether what is delivered waits for the commit.</param>
    /// <param name="lastId">Number of the newest entry in the file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wake">Wakes the writer: MUST return at once.</param>
    public PendingEntries(MessageDurability durability, long lastId, TimeProvider time, Action wake)
    {
        _strict = durability == MessageDurability.Strict;
        _committed = lastId;
        _time = time;
        _wake = wake;
        _groupTimer = time.CreateTimer(static state => ((PendingEntries)state!).GroupIsDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Entries that wait, those that are being written included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Entries that were lost since the start.</summary>
    public long Unlogged => Volatile.Read(ref _unlogged);

    /// <summary>How long the oldest has waited.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_gate)
            {
                return _count == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_count > _waiting.Count ? _takenSince : _waitingSince);
            }
        }
    }

    /// <summary>Takes entries. Wakes the writer when a group is full, or at once when somebody waits for the commit.</summary>
    public void Append(ReadOnlySpan<ChatMessage> entries)
    {
        lock (_gate)
        {
            if (_sealed)
            {
                _unlogged += entries.Length;
                return;
            }

            if (_waiting.Count == 0)
            {
                _waitingSince = _time.GetTimestamp();
            }

            var before = _waiting.Count;
            foreach (var entry in entries)
            {
                Hold(entry);
            }

            Wake(before == 0);
        }
    }

    /// <summary>Ends when entries up to this number may be delivered; costs a look in the usual case.</summary>
    public Task WhenDeliverable(long id)
    {
        if (_strict ? id <= Volatile.Read(ref _committed) || _lossy : !_full)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_lossy || _sealed || (_strict ? id <= _committed : !_full))
            {
                return Task.CompletedTask;
            }

            if (!_strict)
            {
                return (_room ??= NewWait()).Task;
            }

            var wait = NewWait();
            _waiters.Add((id, wait));
            return wait.Task;
        }
    }

    /// <summary>Takes what is to be written now; null when nothing is. To be given back to <see cref="GiveBack"/>.</summary>
    public List<ChatMessage>? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || !(_strict || _due || _closing))
            {
                _idle = true;
                return null;
            }

            _idle = _due = false;
            _takenSince = _waitingSince;
            var taken = _waiting;
            (_waiting, _spare) = (_spare, []);
            return taken;
        }
    }

    /// <summary>The entries are in the file.</summary>
    public void Done(ReadOnlySpan<ChatMessage> entries)
    {
        TaskCompletionSource? room = null;
        var waiters = Array.Empty<TaskCompletionSource>();
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _bytes -= WeightOf(entry);
            }

            _count -= entries.Length;
            Volatile.Write(ref _committed, Math.Max(_committed, entries[^1].Id));
            if (_full && _count <= MostEntries / 2 && _bytes <= MostBytes / 2)
            {
                _full = false;
                (room, _room) = (_room, null);
            }

            if (_waiters.Count > 0)
            {
                waiters = [.. _waiters.Where(waiter => waiter.Id <= _committed).Select(waiter => waiter.Done)];
                _waiters.RemoveAll(waiter => waiter.Id <= _committed);
            }
        }

        Complete(room, waiters);
    }

    /// <summary>All of what was taken is done: its list is used again.</summary>
    public void GiveBack(List<ChatMessage> taken)
    {
        taken.Clear();
        if (taken.Capacity <= 2 * MostEntries) // what a few huge appends made larger does not stay in memory
        {
            lock (_gate)
            {
                _spare = taken;
            }
        }
    }

    /// <summary>The file cannot be written: nobody waits any more, and what does not fit is lost.</summary>
    public void BeginLoss()
    {
        TaskCompletionSource? room;
        TaskCompletionSource[] waiters;
        lock (_gate)
        {
            _lossy = true;
            _full = false;
            (room, _room) = (_room, null);
            waiters = [.. _waiters.Select(waiter => waiter.Done)];
            _waiters.Clear();
        }

        Complete(room, waiters);
    }

    /// <summary>The file is written again: nothing is lost any more.</summary>
    public void EndLoss()
    {
        lock (_gate)
        {
            _lossy = false;
            _full = IsOver;
        }
    }

    /// <summary>What was lost since this was asked last.</summary>
    public EntryLoss TakeLoss()
    {
        lock (_gate)
        {
            var loss = _loss;
            _loss = default;
            return loss;
        }
    }

    /// <summary>From now on all that waits is due.</summary>
    public void BeginClosing()
    {
        lock (_gate)
        {
            _closing = true;
        }
    }

    /// <summary>Takes nothing any more. Returns how many entries waited in vain, which are lost.</summary>
    public int Seal()
    {
        TaskCompletionSource? room;
        TaskCompletionSource[] waiters;
        int left;
        lock (_gate)
        {
            _sealed = true;
            left = _count;
            _unlogged += left;
            _count = 0;
            (room, _room) = (_room, null);
            waiters = [.. _waiters.Select(waiter => waiter.Done)];
            _waiters.Clear();
        }

        Complete(room, waiters);
        return left;
    }

    /// <inheritdoc/>
    public void Dispose() => _groupTimer.Dispose();

    private static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int WeightOf(ChatMessage entry) => entry.Body.Length + Overhead;

    private static void Complete(TaskCompletionSource? room, TaskCompletionSource[] waiters)
    {
        room?.TrySetResult();
        foreach (var waiter in waiters)
        {
            waiter.TrySetResult();
        }
    }

    private bool IsOver => _count > MostEntries || _bytes > MostBytes;

    private void Hold(ChatMessage entry)
    {
        // What the log says about itself is held in any case: it is little, and it is what explains the rest.
        if (_lossy && IsOver && entry.Event is not (SystemEvent.LogDegraded or SystemEvent.LogRecovered or SystemEvent.LogGap or SystemEvent.LogSetAside))
        {
            _loss = _loss.And(entry);
            _unlogged++;
            return;
        }

        _waiting.Add(entry);
        _count++;
        _bytes += WeightOf(entry);
    }

    private void Wake(bool first)
    {
        if (!_lossy && !_full && IsOver)
        {
            _full = true;
        }

        if (_strict)
        {
            if (_idle)
            {
                _idle = false;
                _wake();
            }
        }
        else if (_waiting.Count >= GroupEntries && !_due)
        {
            _due = true;
            _wake();
        }
        else if (first && _waiting.Count > 0)
        {
            _groupTimer.Change(GroupTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void GroupIsDue()
    {
        lock (_gate)
        {
            if (_due || _waiting.Count == 0)
            {
                return;
            }

            _due = true;
        }

        _wake();
    }
}
