namespace ChatHub.Wire.Admission;

/// <summary>
/// About how often something happened within the last so much time: what happened in the window before counts by the part of it that is not over yet.
/// Not safe for several threads.
/// </summary>
internal struct RecentCount
{
    private long _start;
    private int _before;
    private int _now;

    /// <summary>How often until now.</summary>
    public double At(DateTimeOffset now, TimeSpan window)
    {
        Move(now.UtcTicks, window.Ticks);
        return (_before * (1 - ((double)(now.UtcTicks - _start) / window.Ticks))) + _now;
    }

    /// <summary>It happens now.</summary>
    public void Add(DateTimeOffset now, TimeSpan window)
    {
        Move(now.UtcTicks, window.Ticks);
        _now++;
    }

    public void Clear() => this = default;

    private void Move(long now, long window)
    {
        if (_start == 0)
        {
            _start = now; // the first time opens the window
        }

        var passed = Math.Max(0, now - _start) / window;
        if (passed > 0)
        {
            _before = passed == 1 ? _now : 0;
            _now = 0;
            _start += passed * window;
        }
    }
}
