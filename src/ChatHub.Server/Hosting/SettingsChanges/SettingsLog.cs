namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>What a change of the settings files writes to the server's log. Event ids 4120-4129, stable.</summary>
internal static partial class SettingsLog
{
    [LoggerMessage(4120, LogLevel.Information, "The settings file has changed. In force now: {Applied}; at the next start: {Waiting}")]
    public static partial void Applied(ILogger log, string applied, string waiting);

    [LoggerMessage(4121, LogLevel.Warning, "The settings file has changed and is refused, all stays as it was: {Why}")]
    public static partial void Refused(ILogger log, string why);

    [LoggerMessage(4122, LogLevel.Warning, "The settings file has changed, and a part of the program could not read its settings again, which are no good: {Why}")]
    public static partial void NotReadAgain(ILogger log, string why);

    [LoggerMessage(4123, LogLevel.Error, "The settings files could not be looked at; it is tried again every second, and said again after it has worked")]
    public static partial void LookFailed(ILogger log, Exception failure);
}
