namespace ChatHub.Server.Statistics;

/// <summary>What the statistics have to say in the server's log.</summary>
internal static partial class StatisticsLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The statistics cannot be kept on disk now; they stay in memory: {Why}")]
    public static partial void CannotKeep(ILogger log, string why);

    [LoggerMessage(7002, LogLevel.Information, "The statistics are kept on disk again")]
    public static partial void WritesAgain(ILogger log);

    [LoggerMessage(7003, LogLevel.Warning, "The file of the statistics was damaged ({Problem}); it was set aside as {File} and a new one begun")]
    public static partial void SetAside(ILogger log, string problem, string file);

    [LoggerMessage(7004, LogLevel.Error, "The statistics stopped: reading the counters failed")]
    public static partial void Stopped(ILogger log, Exception failure);
}
