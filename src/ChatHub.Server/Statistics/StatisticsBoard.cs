namespace ChatHub.Server.Statistics;

/// <summary>The statistics as the dashboard reads them: windows are made once a second at most and shared by all viewers, and only when somebody asks.</summary>
internal sealed class StatisticsBoard(StatisticsRecorder recorder, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly (long Version, StatisticsWindow? Window)[] _windows = new (long, StatisticsWindow?)[Enum.GetValues<StatisticsRange>().Length];

    /// <summary>Grows with every sample.</summary>
    public long Version => recorder.Version;

    /// <summary>The window of a range up to the newest sample. The same object until there is a newer sample in it.</summary>
    public StatisticsWindow Window(StatisticsRange range)
    {
        lock (_gate)
        {
            ref var kept = ref _windows[(int)range];
            var version = recorder.Version;
            if (kept.Window is null || kept.Version != version)
            {
                var at = recorder.At is > 0 and var newest ? newest : time.GetUtcNow().ToUnixTimeSeconds();
                kept = (version, StatisticsWindow.Read(recorder, range, at));
            }

            return kept.Window!;
        }
    }

    /// <summary>The row of the last seconds: what goes on now.</summary>
    public float[] Now()
    {
        var row = new float[Figures.Width];
        if (recorder.At is > 0 and var newest)
        {
            recorder.Read(1, newest - 4, newest + 1, row);
        }
        else
        {
            Array.Fill(row, float.NaN); // in the first second nothing is known
        }

        return row;
    }
}
