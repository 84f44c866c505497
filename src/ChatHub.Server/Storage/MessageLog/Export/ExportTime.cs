using System.Globalization;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>Times as exports write them.</summary>
internal static class ExportTime
{
    /// <summary>ISO 8601, UTC, to the microsecond that the log keeps.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
