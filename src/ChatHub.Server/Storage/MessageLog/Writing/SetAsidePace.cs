namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// How often a damaged file may be set aside: the first at once, the next after 1 minute, then 2, 4 and so on up to an hour, so that a disk that
/// damages each new file does not fill with them. For one thread.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SetAsidePace(TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private TimeSpan _pause;
    private long _last;

    /// <summary>Whether one may be set aside now.</summary>
    public bool MayNow => _pause == TimeSpan.Zero || time.GetElapsedTime(_last) >= _pause;

    /// <summary>One was set aside.</summary>
    public void Did()
    {
        var wasLongAgo = _pause == TimeSpan.Zero || time.GetElapsedTime(_last) >= 2 * s_longest;
        _pause = wasLongAgo ? s_first : _pause * 2 < s_longest ? _pause * 2 : s_longest;
        _last = time.GetTimestamp();
    }
}
