namespace ChatHub.Server.Storage.Bans;

/// <summary>What the file of the bans has to say in the server's log.</summary>
internal static partial class BanFileLog
{
    [LoggerMessage(6201, LogLevel.Error, "The bans in {Path} could not be understood and are now {Aside}; there are none from here on: {Why}")]
    public static partial void SetAside(ILogger log, string path, string aside, string why);

    [LoggerMessage(6202, LogLevel.Error, "The bans in {Path} could not be read, so there are none: {Why}")]
    public static partial void NotRead(ILogger log, string path, string why);
}
