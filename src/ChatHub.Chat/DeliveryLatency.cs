using System.Numerics;

namespace ChatHub.Chat;

/// <summary>
/// How long batches took from the first of their messages being published to the last receiver having been handed it: a count for each
/// length of time, one entry a batch. Cheap enough to be always on. Safe for all threads.
/// </summary>
public sealed class DeliveryLatency
{
    private const int StepsPerDoubling = 8; // a step is at most an eighth longer than the one before
    private const int LinearTo = 16; // microseconds counted one by one

    private readonly long[] _counts = new long[Buckets];

    /// <summary>How many lengths of time are told apart: 0 µs to about 67 s, the last one is all above.</summary>
    public const int Buckets = LinearTo + (22 * StepsPerDoubling);

    /// <summary>Told of each batch too, on the thread that delivered it: MUST return at once and MUST NOT throw.</summary>
    public event Action<TimeSpan>? Added;

    /// <summary>Counts one batch.</summary>
    public void Add(TimeSpan time)
    {
        Interlocked.Increment(ref _counts[BucketOf((long)time.TotalMicroseconds)]);
        Added?.Invoke(time);
    }

    /// <summary>The counts since the start, one for each bucket.</summary>
    /// <param name="counts">Gets them; <see cref="Buckets"/> long.</param>
    public void CopyTo(Span<long> counts)
    {
        for (var i = 0; i < Buckets; i++)
        {
            counts[i] = Volatile.Read(ref _counts[i]);
        }
    }

    /// <summary>The time below which a share of the batches stayed, to about a tenth.</summary>
    /// <param name="counts">One for each bucket.</param>
    /// <param name="share">0 to 1: 0.5 for the median.</param>
    /// <returns>Null when there was no batch.</returns>
    public static TimeSpan? Percentile(ReadOnlySpan<long> counts, double share)
    {
        long all = 0;
        foreach (var count in counts)
        {
            all += count;
        }

        if (all == 0)
        {
            return null;
        }

        var wanted = Math.Max(1, (long)Math.Ceiling(all * share));
        var bucket = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[++bucket])
        {
        }

        return TimeSpan.FromMicroseconds(EndOf(bucket));
    }

    /// <summary>Which bucket a time is counted in.</summary>
    internal static int BucketOf(long microseconds)
    {
        if (microseconds < LinearTo)
        {
            return (int)Math.Max(0, microseconds);
        }

        var doubling = BitOperations.Log2((ulong)microseconds);
        var step = (int)(microseconds >> (doubling - 3)) & (StepsPerDoubling - 1);
        return Math.Min(Buckets - 1, LinearTo + ((doubling - 4) * StepsPerDoubling) + step);
    }

    /// <summary>The longest time that a bucket counts, in microseconds.</summary>
    internal static long EndOf(int bucket)
    {
        if (bucket < LinearTo)
        {
            return bucket;
        }

        var (doubling, step) = Math.DivRem(bucket - LinearTo, StepsPerDoubling);
        return ((StepsPerDoubling + step + 1L) << (doubling + 1)) - 1;
    }
}
