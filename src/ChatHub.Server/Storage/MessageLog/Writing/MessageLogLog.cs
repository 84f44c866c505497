namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>What the message log writes to the server's log. Event ids 6000-6099, stable.</summary>
internal static partial class MessageLogLog
{
    [LoggerMessage(6000, LogLevel.Error, "The message log cannot write and tries again by itself; the chat goes on: {Reason}")]
    public static partial void Degraded(ILogger logger, string reason);

    [LoggerMessage(6001, LogLevel.Information, "The message log writes again after {Outage}; {Lost} entries are missing in it")]
    public static partial void Recovered(ILogger logger, TimeSpan outage, long lost);

    [LoggerMessage(6002, LogLevel.Error, "The message log was damaged: its file is now {Name}, and a new one was begun")]
    public static partial void SetAside(ILogger logger, string name);

    [LoggerMessage(6003, LogLevel.Error, "The message log could not write {Entries} entries before the end: {Reason}")]
    public static partial void LostAtTheEnd(ILogger logger, int entries, string reason);

    [LoggerMessage(6004, LogLevel.Error, "The message log's writer failed and goes on")]
    public static partial void Defect(ILogger logger, Exception failure);

    [LoggerMessage(6005, LogLevel.Warning, "Entries from before the start could not be read from the message log: {Reason}")]
    public static partial void NotRecalled(ILogger logger, string reason);

    [LoggerMessage(6007, LogLevel.Error, "The message log's file {File} is gone or empty; entries up to {LastId} are not in the log any more")]
    public static partial void Missing(ILogger logger, string file, long lastId);

    [LoggerMessage(6008, LogLevel.Error, "A part of the message log cannot be read, from entry {From} on; searches miss what follows: {Reason}")]
    public static partial void Unreadable(ILogger logger, long from, string reason);

    [LoggerMessage(6009, LogLevel.Error, "The message log's disk does not answer; {Entries} entries were not written before the end")]
    public static partial void StuckAtTheEnd(ILogger logger, int entries);

    [LoggerMessage(6010, LogLevel.Error, "The file at the message log's path has numbers that this server did not give: it is now {Name}, and a new one was begun")]
    public static partial void ForeignSetAside(ILogger logger, string name);

    [LoggerMessage(6011, LogLevel.Warning, "The newest entries of the message log's file that was moved are in {Name}: put it beside that file, with the same name and -wal")]
    public static partial void RestKept(ILogger logger, string name);

    [LoggerMessage(6006, LogLevel.Warning, "Old entries could not be deleted from the message log: {Reason}")]
    public static partial void NotDeleted(ILogger logger, string reason);
}
