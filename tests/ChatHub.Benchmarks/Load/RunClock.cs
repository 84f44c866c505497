namespace ChatHub.Benchmarks.Load;

/// <summary>The clock of a run: nanoseconds since its start.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Nanoseconds since the start.</summary>
    public long Now
    {
        get
        {
            var ticks = time.GetTimestamp() - _start;
            return time.TimestampFrequency == 1_000_000_000 ? ticks : (long)(ticks * (1e9 / time.TimestampFrequency));
        }
    }

    /// <summary>A duration in nanoseconds.</summary>
    public static long Of(TimeSpan duration) => duration.Ticks * 100;
}
