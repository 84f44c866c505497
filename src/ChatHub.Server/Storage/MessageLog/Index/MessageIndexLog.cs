namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>What the index has to say.</summary>
internal static partial class MessageIndexLog
{
    [LoggerMessage(1, LogLevel.Warning, "The text index of the message log is damaged and is made anew; searches miss what it does not have yet: {Reason}")]
    public static partial void MadeAnew(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The text index of the message log cannot be written; searches miss what it does not have yet, and it is tried again: {Reason}")]
    public static partial void CannotWrite(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Information, "The text index of the message log is written again")]
    public static partial void WritesAgain(ILogger logger);
}
