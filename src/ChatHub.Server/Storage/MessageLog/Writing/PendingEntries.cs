using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// What waits to be written, bounded: when too much waits, those who deliver wait too. While the log is degraded nobody waits, and what does not fit is
/// counted instead of held. Safe for all threads.
/// </summary>
internal sealed class PendingEntries : IDisposable
{
    /// <summary>Most entries that are held while the file cannot be written.</summary>
    public const int MostEntries = 100_000;

    /// <summary>Most bytes that are held: over it those who deliver wait until it is down to half.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Entries over which those who deliver wait in Relaxed, so that a killed process loses no more of what anybody received: the group that is being
    /// written and the one that gathers.
    /// </summary>
    public const int MostUncommitted = 2 * GroupEntries;

    /// <summary>Most time that an entry waits for others, and most entries that wait for each other, when nobody waits for the commit.</summary>
    public static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="GroupTime"/>
    public const int GroupEntries = 500;

    /// <summary>What an entry weighs beside its body.</summary>
    private const int Overhead = 200;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly bool _strict;
    private readonly int _mostWaiting;
    private readonly ITimer _groupTimer;
    private readonly DeliveryGate _delivery;
    private List<ChatMessage> _waiting = [];
    private List<ChatMessage> _spare = [];
    private bool _due;
    private bool _idle = true;
    private bool _closing;
    private bool _sealed;
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
        _mostWaiting = _strict ? MostEntries : MostUncommitted;
        _delivery = new DeliveryGate(_strict, lastId);
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

            if (!_delivery.IsFull)
            {
                _delivery.Fill(_count > _mostWaiting || _bytes > MostBytes);
            }

            Wake(before == 0);
        }
    }

    /// <summary>Ends when entries up to this number may be delivered; costs a look in the usual case.</summary>
    public Task WhenDeliverable(long id)
    {
        if (_delivery.MayPass(id))
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            return _delivery.Wait(id);
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
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _bytes -= WeightOf(entry);
            }

            if (_sealed)
            {
                _unlogged -= entries.Length; // they were given up, and are written after all
            }
            else
            {
                _count -= entries.Length;
            }

            _delivery.Commit(entries[^1].Id);
            if (_delivery.IsFull)
            {
                _delivery.Fill(_count > _mostWaiting || _bytes > MostBytes / 2);
            }
        }
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
        lock (_gate)
        {
            _delivery.Open();
        }
    }

    /// <summary>The file is written again: nothing is lost any more.</summary>
    public void EndLoss()
    {
        lock (_gate)
        {
            if (!_sealed)
            {
                _delivery.Guard();
                _delivery.Fill(_count > _mostWaiting || _bytes > MostBytes);
            }
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
        lock (_gate)
        {
            var left = _count;
            (_sealed, _count) = (true, 0);
            _unlogged += left;
            _delivery.Open();
            return left;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _groupTimer.Dispose();

    private static int WeightOf(ChatMessage entry) => entry.Body.Length + Overhead;

    private void Hold(ChatMessage entry)
    {
        if (_delivery.IsOpen && (_count > MostEntries || _bytes > MostBytes) && !IsOfTheLog(entry.Event))
        {
            _loss = _loss.And(entry);
            _unlogged++;
            return;
        }

        _waiting.Add(entry);
        _count++;
        _bytes += WeightOf(entry);
    }

    /// <summary>What the log says about itself is held in any case: it is little, and it is what explains the rest.</summary>
    private static bool IsOfTheLog(SystemEvent? what) => what is >= SystemEvent.LogDegraded and <= SystemEvent.LogUnreadable;

    private void Wake(bool first)
    {
        if (_strict)
        {
            if (_idle)
            {
                _idle = false;
                _wake();
            }
        }
        else if ((_waiting.Count >= GroupEntries || _delivery.IsFull) && !_due)
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
