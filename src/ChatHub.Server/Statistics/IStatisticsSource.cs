using ChatHub.Chat;

namespace ChatHub.Server.Statistics;

/// <summary>Where the statistics come from.</summary>
internal interface IStatisticsSource
{
    /// <summary>Reads everything once. Called about once a second.</summary>
    void Read(StatisticsReading reading);
}

/// <summary>All counters and levels of one moment: what counts has its sum since the start.</summary>
internal sealed class StatisticsReading
{
    private readonly double[] _values = new double[Figures.Width];

    /// <summary>Batches by the time they took, since the start.</summary>
    public long[] Latencies { get; } = new long[DeliveryLatency.Buckets];

    /// <summary>A counter or a level.</summary>
    public double this[Figure figure]
    {
        get => _values[(int)figure];
        set => _values[(int)figure] = value;
    }

    /// <summary>A counter or a level by its place in the row.</summary>
    public double this[int place]
    {
        get => _values[place];
        set => _values[place] = value;
    }
}
