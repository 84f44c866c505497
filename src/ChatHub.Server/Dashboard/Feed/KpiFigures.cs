namespace ChatHub.Server.Dashboard.Feed;

/// <summary>The figures on top of the dashboard.</summary>
/// <param name="Connections">Open connections.</param>
/// <param name="Peak">Most connections open at once.</param>
/// <param name="MessagesPerSecond">Messages taken per second; null until two looks are a second apart.</param>
/// <param name="DeliveriesPerSecond">Messages given to sessions per second; null until two looks are a second apart.</param>
/// <param name="BacklogBytes">Bytes that wait.</param>
/// <param name="Uptime">How long the server has been running, in whole seconds.</param>
public sealed record KpiFigures(int Connections, int Peak, double? MessagesPerSecond, double? DeliveriesPerSecond, long BacklogBytes, TimeSpan Uptime)
{
    /// <summary>Nothing, before the first look.</summary>
    public static KpiFigures Empty { get; } = new(0, 0, null, null, 0, TimeSpan.Zero);
}
