using ChatHub.Wire.Admission;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire;

/// <summary>What the wire writes to the server's log. Event ids 1000-1099, stable. A client's leaving is no error and is not logged here: the message log has it.</summary>
internal static partial class WireLog
{
    [LoggerMessage(1000, LogLevel.Information, "Listener {Listener} ({Protocol}) listens on {Endpoint}")]
    public static partial void ListenerStarted(ILogger logger, string listener, string protocol, string endpoint);

    [LoggerMessage(1001, LogLevel.Information, "Listener {Listener} stopped")]
    public static partial void ListenerStopped(ILogger logger, string listener);

    [LoggerMessage(1002, LogLevel.Error, "Listener {Listener} cannot listen: {Fault}")]
    public static partial void ListenerFaulted(ILogger logger, string listener, string fault);

    [LoggerMessage(1003, LogLevel.Warning, "Listener {Listener} cannot accept now and tries again in {Delay}: {Problem}")]
    public static partial void AcceptBacksOff(ILogger logger, string listener, TimeSpan delay, string problem);

    [LoggerMessage(1004, LogLevel.Information, "Listener {Listener} accepts again")]
    public static partial void AcceptRecovered(ILogger logger, string listener);

    [LoggerMessage(1005, LogLevel.Warning, "The server is full with {Connections} connections: newcomers are turned away (ChatHub:Limits:Connections is {Limit}; the system leaves connections {Descriptors} descriptors, see ulimit -n)")]
    public static partial void ConnectionLimitReached(ILogger logger, int connections, int limit, int descriptors);

    [LoggerMessage(1006, LogLevel.Warning, "Connection {Connection} from {Remote} is too slow and was cut off: {Backlog} bytes waited for it")]
    public static partial void SlowConsumer(ILogger logger, long connection, string remote, long backlog);

    [LoggerMessage(1007, LogLevel.Error, "Connection {Connection} from {Remote} was closed because handling it failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception failure, long connection, string remote);

    [LoggerMessage(1008, LogLevel.Information, "Listener {Listener} drains: {Connections} connections may finish within {Within}")]
    public static partial void ListenerDraining(ILogger logger, string listener, int connections, TimeSpan within);

    [LoggerMessage(1009, LogLevel.Information, "Connection {Connection} from {Remote} sent a message over {Limit} bytes, which was not taken")]
    public static partial void MessageTooLong(ILogger logger, long connection, string remote, int limit);

    [LoggerMessage(1010, LogLevel.Information, "The server has room again: {Refused} newcomers were turned away")]
    public static partial void RoomAgain(ILogger logger, long refused);

    [LoggerMessage(1012, LogLevel.Information, "Newcomers from {Client} to listener {Listener} are turned away: {Cause}")]
    public static partial void TurnedAway(ILogger logger, string client, string listener, RefusalCause cause);

    [LoggerMessage(1013, LogLevel.Information, "Connection {Connection} from {Remote} sends too much and is slowed down")]
    public static partial void SlowedDown(ILogger logger, long connection, string remote);

    [LoggerMessage(1014, LogLevel.Warning, "{Client} is banned until {Until}: the server threw its connections out {Times} times in a minute")]
    public static partial void BannedForAWhile(ILogger logger, string client, DateTimeOffset until, int times);

    [LoggerMessage(1015, LogLevel.Error, "{Client} should be banned for a while, but that cannot be kept: {Why}")]
    public static partial void NotBanned(ILogger logger, string client, string why);

    [LoggerMessage(1016, LogLevel.Information, "Listener {Listener} has read its certificate again, which had changed")]
    public static partial void CertificateReloaded(ILogger logger, string listener);

    [LoggerMessage(1017, LogLevel.Error, "The certificate of listener {Listener} has changed and cannot be read; the one before stays: {Why}")]
    public static partial void CertificateNotReloaded(ILogger logger, string listener, string why);

    [LoggerMessage(1011, LogLevel.Error, "A newcomer to listener {Listener} was closed because setting it up failed")]
    public static partial void NewcomerFailed(ILogger logger, Exception failure, string listener);

    [LoggerMessage(1050, LogLevel.Error, "The deadlines of the connections were not looked at because that failed; it is tried again every second, and said again after it has worked")]
    public static partial void SweepFailed(ILogger logger, Exception failure);
}
