namespace ChatHub.Wire.Listeners;

/// <summary>How fast connections are closed when the server stops: where there are many, not all at once, or all of their clients would come back in one instant.</summary>
internal static class FarewellPace
{
    /// <summary>Connections that are closed in a second, unless the time is too short for that.</summary>
    public const int PerSecond = 1_000;

    /// <summary>The time that their closing is spread over: at most half of what there is, since the last one too is to get what it is owed.</summary>
    public static TimeSpan SpreadOf(int connections, TimeSpan within)
    {
        var wanted = TimeSpan.FromSeconds((double)connections / PerSecond);
        return wanted < within / 2 ? wanted : within / 2;
    }

    /// <summary>How many of them are to be closed by then; the first at once.</summary>
    public static int DueAfter(TimeSpan elapsed, int connections, TimeSpan spread) =>
        elapsed >= spread ? connections : Math.Min(connections, 1 + (int)(connections * (elapsed / spread)));
}
