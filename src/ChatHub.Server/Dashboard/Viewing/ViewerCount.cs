namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>How many browser tabs show the dashboard and are connected. Safe for all threads.</summary>
public sealed class ViewerCount
{
    private int _now;

    /// <summary>How many there are now.</summary>
    public int Now => Volatile.Read(ref _now);

    /// <summary>One came.</summary>
    internal void Come() => Interlocked.Increment(ref _now);

    /// <summary>One went.</summary>
    internal void Go() => Interlocked.Decrement(ref _now);
}
