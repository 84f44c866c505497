namespace ChatHub.Server.Storage.ClientNotes;

/// <summary>What the notes have to say in the server's log.</summary>
internal static partial class ClientNotesLog
{
    [LoggerMessage(6101, LogLevel.Error, "The notes about clients in {Path} could not be read and are now {Aside}; there are none from here on: {Why}")]
    public static partial void SetAside(ILogger log, string path, string aside, string why);

    [LoggerMessage(6102, LogLevel.Error, "The notes about clients in {Path} could not be read and cannot be set aside, so none are saved: {Why}")]
    public static partial void NotRead(ILogger log, string path, string why);
}
