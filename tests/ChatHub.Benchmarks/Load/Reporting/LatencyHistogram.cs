using System.Numerics;

namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>Counts durations in buckets that are at most 1/64 of their value wide, so that a percentile is right to 1.6 %.</summary>
internal sealed class LatencyHistogram
{
    private const int Steps = 64;
    private const int StepBits = 6;
    private readonly long[] _counts = new long[Steps * (64 - StepBits + 1)];

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, in nanoseconds.</summary>
    public long Longest { get; private set; }

    /// <summary>Adds a duration in nanoseconds.</summary>
    public void Add(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        _counts[BucketOf(value)]++;
        Count++;
        Longest = Math.Max(Longest, value);
    }

    /// <summary>The duration, in nanoseconds, that a share of all does not exceed; null when there are none.</summary>
    /// <param name="share">0 to 1.</param>
    public double? Percentile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var left = Math.Max(1, (long)Math.Ceiling(share * Count));
        var bucket = 0;
        while ((left -= _counts[bucket]) > 0)
        {
            bucket++;
        }

        return Math.Min(MiddleOf(bucket), Longest);
    }

    /// <summary>Values under 64 have a bucket each; from there on each doubling of the value has 64.</summary>
    private static int BucketOf(long value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return ((shift + 1) * Steps) + (int)((value >> shift) - Steps);
    }

    private static double MiddleOf(int bucket)
    {
        if (bucket < Steps)
        {
            return bucket;
        }

        var width = Math.Pow(2, (bucket / Steps) - 1);
        return ((Steps + (bucket % Steps)) * width) + (width / 2);
    }
}
