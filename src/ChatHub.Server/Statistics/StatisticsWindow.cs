namespace ChatHub.Server.Statistics;

/// <summary>How far back a chart goes.</summary>
public enum StatisticsRange : byte
{
    /// <summary>15 minutes in intervals of 5 seconds.</summary>
    Minutes,

    /// <summary>24 hours in intervals of 6 minutes.</summary>
    Day,

    /// <summary>30 days in intervals of 3 hours.</summary>
    Month,
}

/// <summary>The rows of a range up to one moment, in intervals of equal length, as charts draw them. Never changes.</summary>
public sealed class StatisticsWindow
{
    private readonly float[] _rows;

    private StatisticsWindow(StatisticsRange range, long start, int step, int count, float[] rows)
    {
        Range = range;
        Start = start;
        Step = step;
        Count = count;
        _rows = rows;
    }

    /// <summary>How far back it goes.</summary>
    public StatisticsRange Range { get; }

    /// <summary>Begin of the first interval in seconds since 1970, UTC.</summary>
    public long Start { get; }

    /// <summary>Length of an interval in seconds.</summary>
    public int Step { get; }

    /// <summary>How many intervals. The last one is under way.</summary>
    public int Count { get; }

    /// <summary>A window up to a moment that knows nothing.</summary>
    public static StatisticsWindow Empty(StatisticsRange range, DateTimeOffset at) => Read(range, at.ToUnixTimeSeconds(), static (_, _, _, row) => row.Fill(float.NaN));

    /// <summary>The row of an interval: a place each.</summary>
    public ReadOnlySpan<float> this[int index] => _rows.AsSpan(index * Figures.Width, Figures.Width);

    /// <summary>When an interval begins, UTC.</summary>
    public DateTimeOffset TimeOf(int index) => DateTimeOffset.FromUnixTimeSeconds(Start + ((long)index * Step));

    /// <summary>The interval that a moment is in; null outside of the window.</summary>
    public int? IndexOf(long second) => second >= Start && second < Start + ((long)Count * Step) ? (int)((second - Start) / Step) : null;

    /// <summary>The window of a recorder as it is now.</summary>
    internal static StatisticsWindow Read(StatisticsRecorder recorder, StatisticsRange range, long at) => Read(range, at, recorder.Read);

    private static StatisticsWindow Read(StatisticsRange range, long at, Reader read)
    {
        var (ring, step, count) = range switch
        {
            StatisticsRange.Minutes => (1, 5, 180),
            StatisticsRange.Day => (10, 360, 240),
            _ => (600, 10_800, 240),
        };
        var start = at - (at % step) - ((long)(count - 1) * step);
        var rows = new float[count * Figures.Width];
        for (var i = 0; i < count; i++)
        {
            read(ring, start + ((long)i * step), start + ((i + 1L) * step), rows.AsSpan(i * Figures.Width, Figures.Width));
        }

        return new(range, start, step, count, rows);
    }

    private delegate void Reader(int ring, long from, long to, Span<float> row);
}
