namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Why and since when the file cannot be written.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Reason">The latest reason.</param>
internal sealed record OutageFacts(DateTimeOffset Since, string Reason);

/// <summary>A time in which the file cannot be written, from the first failure until all that was held is in it, and when to try again.</summary>
/// <param name="time">The clock.</param>
/// <param name="wake">Called when it is time to try again.</param>
internal sealed class Outage(TimeProvider time, Action wake) : IDisposable
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_hurried = TimeSpan.FromMilliseconds(500);

    private volatile OutageFacts? _facts;
    private volatile bool _waits;
    private TimeSpan _delay = s_first;
    private ITimer? _retry;
    private bool _hurries;
    private long _failures;

    /// <summary>Null when there is none.</summary>
    public OutageFacts? Facts => _facts;

    /// <summary>Failures since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Whether it is not yet time to try again.</summary>
    public bool Waits => _waits;

    /// <summary>It failed, for the first time or again. Returns whether the outage begins with it.</summary>
    public bool Fail(string reason)
    {
        var before = _facts;
        _facts = new OutageFacts(before?.Since ?? time.GetUtcNow(), reason);
        _waits = true;
        _retry ??= time.CreateTimer(static state => ((Outage)state!).Retry(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _retry.Change(_hurries ? s_hurried : _delay, Timeout.InfiniteTimeSpan);
        _delay = _delay * 2 < s_longest ? _delay * 2 : s_longest;
        Volatile.Write(ref _failures, _failures + 1); // last: who sees it may count on the retry
        return before is null;
    }

    /// <summary>From now on it is tried again half a second after each failure: the server ends.</summary>
    public void Hurry() => _hurries = true;

    /// <summary>It is over. Returns how long it was.</summary>
    public TimeSpan End()
    {
        var length = time.GetUtcNow() - (_facts?.Since ?? time.GetUtcNow());
        _facts = null;
        _delay = s_first;
        return length;
    }

    /// <inheritdoc/>
    public void Dispose() => _retry?.Dispose();

    private void Retry()
    {
        _waits = false;
        wake();
    }
}
