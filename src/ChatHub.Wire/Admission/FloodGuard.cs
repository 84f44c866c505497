namespace ChatHub.Wire.Admission;

/// <summary>What is to be done about a client that sends.</summary>
internal enum FloodStep : byte
{
    /// <summary>Nothing beyond waiting.</summary>
    None,

    /// <summary>Tell it that it is slowed down: once in an episode.</summary>
    Notice,

    /// <summary>End its connection.</summary>
    End,
}

/// <summary>
/// Slows one connection down to what it may send: by not reading on, so that TCP pushes back and nothing is lost. An episode ends when nothing had to wait for
/// <see cref="FloodLimits.NoticeAfter"/>. Called under the connection's reading, one at a time; the throttle may be set at any time.
/// </summary>
/// <param name="limits">The limits; null where none count, and only an operator's throttle does.</param>
/// <param name="address">What all connections of the address may send together.</param>
internal sealed class FloodGuard(FloodLimits? limits, FloodBuckets? address)
{
    private readonly FloodBuckets? _own = limits is null ? null : FloodBuckets.Of(limits);
    private volatile Throttle? _throttle;
    private long _slowSince;
    private long _freeAt;
    private bool _told;

    /// <summary>What an operator set; null for nothing.</summary>
    public Throttle? Throttle
    {
        get => _throttle;
        set => _throttle = value;
    }

    /// <summary>How many messages may come at once now; at least one.</summary>
    public int MessagesNow(long now)
    {
        var most = Math.Min(_own?.MessagesNow(now) ?? int.MaxValue, address?.MessagesNow(now) ?? int.MaxValue);
        return ThrottleAt(now) is { } throttle ? Math.Min(most, throttle.Buckets.MessagesNow(now)) : most;
    }

    /// <summary>Takes what was read, and tells how long to wait before more is.</summary>
    public (TimeSpan Wait, FloodStep Step) Take(int messages, int bytes, long now)
    {
        var flood = Longer(_own?.Take(messages, bytes, now), address?.Take(messages, bytes, now));
        var wait = Longer(flood, ThrottleAt(now)?.Buckets.Take(messages, bytes, now));
        return (wait, flood > TimeSpan.Zero ? StepAt(now, flood) : FloodStep.None);
    }

    private FloodStep StepAt(long now, TimeSpan wait)
    {
        if (_slowSince == 0 || now - _freeAt >= FloodLimits.NoticeAfter.Ticks)
        {
            (_slowSince, _told) = (now, false);
        }

        _freeAt = now + wait.Ticks;
        if (now - _slowSince >= limits!.Patience.Ticks)
        {
            return FloodStep.End;
        }

        if (_told || _freeAt - _slowSince < FloodLimits.NoticeAfter.Ticks)
        {
            return FloodStep.None;
        }

        _told = true;
        return FloodStep.Notice;
    }

    private Throttle? ThrottleAt(long now)
    {
        if (_throttle is { } throttle && throttle.Until.UtcTicks <= now)
        {
            _throttle = null;
        }

        return _throttle;
    }

    private static TimeSpan Longer(TimeSpan? one, TimeSpan? other) => (one ?? TimeSpan.Zero) > (other ?? TimeSpan.Zero) ? one!.Value : other ?? TimeSpan.Zero;
}

/// <summary>An operator slowed one connection down.</summary>
/// <param name="PerSecond">Messages in a second that it may send.</param>
/// <param name="Until">Until when, UTC.</param>
internal sealed record Throttle(double PerSecond, DateTimeOffset Until)
{
    /// <summary>Holds one second's worth, at least one message; bytes are not what is counted.</summary>
    public FloodBuckets Buckets { get; } = new(PerSecond, Math.Max(1, PerSecond), int.MaxValue, int.MaxValue);
}
