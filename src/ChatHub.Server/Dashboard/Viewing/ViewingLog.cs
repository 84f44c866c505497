namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>What the dashboard has to say in the server's log.</summary>
internal static partial class ViewingLog
{
    [LoggerMessage(5001, LogLevel.Debug, "The browser did not do {Function}: {Why}")]
    public static partial void NotKept(ILogger log, string function, string why);

    [LoggerMessage(5002, LogLevel.Error, "A part of the dashboard failed")]
    public static partial void PartFailed(ILogger log, Exception failure);

    [LoggerMessage(5004, LogLevel.Warning, "The page of messages could not read the log")]
    public static partial void LogNotRead(ILogger log, Exception failure);

    [LoggerMessage(5003, LogLevel.Warning, "A command of the dashboard failed")]
    public static partial void CommandFailed(ILogger log, Exception failure);

    [LoggerMessage(5050, LogLevel.Error, "The dashboard could not read what the server does; it looks on, and this is said again after it has worked")]
    public static partial void FeedFailed(ILogger log, Exception failure);

    [LoggerMessage(5051, LogLevel.Error, "A page of the dashboard could not be told that something changed")]
    public static partial void NotWoken(ILogger log, Exception failure);
}
