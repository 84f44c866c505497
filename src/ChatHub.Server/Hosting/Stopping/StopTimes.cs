namespace ChatHub.Server.Hosting.Stopping;

/// <summary>What a stop may take, of <c>ChatHub:DrainTimeout</c>.</summary>
/// <param name="Whole">All of it.</param>
internal sealed record StopTimes(TimeSpan Whole)
{
    private static readonly TimeSpan s_mostForWeb = TimeSpan.FromSeconds(4);

    /// <summary>The clients: five eighths.</summary>
    public TimeSpan Clients => Whole * 5 / 8;

    /// <summary>The dashboard and all that runs beside the chat: an eighth, at most 4 s. Open pages hold up nothing.</summary>
    public TimeSpan Web => Whole / 8 < s_mostForWeb ? Whole / 8 : s_mostForWeb;

    /// <summary>What the rooms still have to say after the last client: a sixteenth, at most 1 s. The rest is the message log's.</summary>
    public TimeSpan LastWords => Whole / 16 < TimeSpan.FromSeconds(1) ? Whole / 16 : TimeSpan.FromSeconds(1);
}
