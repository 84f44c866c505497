namespace ChatHub.Chat;

/// <summary>
/// Counts messages, and how many there were a second of late: an exponentially weighted average, in which what was a minute ago counts 1/e of what is now. One thread counts;
/// all may read, and see a rate that is at most one batch behind.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class MessageRate(TimeProvider time)
{
    private const double Seconds = 60;

    private long _count;
    private double _rate;
    private long _at = time.GetTimestamp();

    /// <summary>How many were counted.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>How many there were a second.</summary>
    public double PerSecond(long now) => Volatile.Read(ref _rate) * DecayAt(now);

    /// <summary>Counts some.</summary>
    internal void Add(int messages)
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _rate, (_rate * DecayAt(now)) + (messages / Seconds));
        Volatile.Write(ref _at, now);
        Volatile.Write(ref _count, _count + messages);
    }

    private double DecayAt(long now) => Math.Exp(-Math.Max(0, time.GetElapsedTime(Volatile.Read(ref _at), now).TotalSeconds) / Seconds);
}
