namespace ChatHub.Server.Hosting.Stopping;

/// <summary>What a stop writes to the server's log. Event ids 4110-4119, stable.</summary>
internal static partial class StopLog
{
    [LoggerMessage(4110, LogLevel.Information, "The server stops: {Connections} connections are told and closed, all of it within {Within}; a second signal stops at once")]
    public static partial void Stops(ILogger log, int connections, TimeSpan within);

    [LoggerMessage(4111, LogLevel.Warning, "The server stops at once: {Connections} connections are cut off")]
    public static partial void AtOnce(ILogger log, int connections);

    [LoggerMessage(4112, LogLevel.Information, "{Jobs} jobs of operators were stopped because the server stops")]
    public static partial void JobsStopped(ILogger log, int jobs);

    [LoggerMessage(4113, LogLevel.Information, "The clients are gone after {Elapsed}")]
    public static partial void ClientsGone(ILogger log, TimeSpan elapsed);
}
