using ChatHub.Chat;

namespace ChatHub.Server.Statistics;

/// <summary>The row of an interval: one place for each <see cref="Figure"/>, and one for each reason why connections ended. Not known is NaN.</summary>
public static class Figures
{
    /// <summary>Where the reasons begin: what comes before may grow to here.</summary>
    private const int Reasons = 32;

    /// <summary>Places of a row.</summary>
    public static int Width { get; } = Reasons + Enum.GetValues<DisconnectReason>().Length;

    /// <summary>The place of the connections that ended for a reason.</summary>
    public static int Ended(DisconnectReason reason) => Reasons + (int)reason;

    /// <summary>Whether a place grows without end in a reading, so that an interval has the difference of two.</summary>
    public static bool IsCounter(int place) => !IsLevel(place) && place is not ((int)Figure.LatencyMedian or (int)Figure.LatencyHigh);

    /// <summary>Takes a part of an interval into the whole: counts are added, of levels the highest is kept.</summary>
    /// <param name="whole">The parts so far; all NaN when there is none.</param>
    /// <param name="part">The next part.</param>
    public static void Fold(Span<float> whole, ReadOnlySpan<float> part)
    {
        var before = Known(whole[(int)Figure.Batches]);
        var added = Known(part[(int)Figure.Batches]);
        for (var place = 0; place < Width; place++)
        {
            whole[place] = (whole[place], part[place]) switch
            {
                (var there, float.NaN) => there,
                (float.NaN, var here) => here,
                var (there, here) when place == (int)Figure.LatencyMedian => before + added > 0 ? ((there * before) + (here * added)) / (before + added) : there,
                var (there, here) when IsLevel(place) || place == (int)Figure.LatencyHigh => Math.Max(there, here),
                var (there, here) => there + here,
            };
        }
    }

    private static bool IsLevel(int place) => place is (int)Figure.Connections or (int)Figure.Backlog or (int)Figure.LogLag
        or (int)Figure.WorkingSet or (int)Figure.Heap or (int)Figure.LogDegraded;

    private static float Known(float value) => float.IsNaN(value) ? 0 : value;
}
