namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Times as the log's file keeps them: whole microseconds since 1970, UTC.</summary>
internal static class MessageTime
{
    /// <summary>The microsecond that a time lies in.</summary>
    public static long ToMicroseconds(DateTimeOffset at)
    {
        var ticks = at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return (ticks >= 0 ? ticks : ticks - (TimeSpan.TicksPerMicrosecond - 1)) / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>The time; a number out of range is the nearest time there is.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        var most = (DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var least = -DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;
        return DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, least, most) * TimeSpan.TicksPerMicrosecond);
    }
}
