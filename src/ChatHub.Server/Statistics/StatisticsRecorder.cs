using ChatHub.Chat;

namespace ChatHub.Server.Statistics;

/// <summary>
/// What the server did, in three rings of memory: every second of the last 15 minutes, every 10 seconds of the last day, every 10 minutes of the last
/// 30 days. About 2.5 MB in all, whatever the server does. One caller samples; anybody reads.
/// </summary>
internal sealed class StatisticsRecorder(IStatisticsSource source, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Coarse[] _coarse = [new(new SampleRing(10, 24 * 360)), new(new SampleRing(600, 30 * 144))];
    private StatisticsReading? _last;
    private StatisticsReading _spare = new();
    private long _lastAt;
    private long _at;
    private long _version;

    /// <summary>The seconds of the last 15 minutes, and some more, because the clock's seconds and the timer's are not the same.</summary>
    public SampleRing Seconds { get; } = new(1, 960);

    /// <summary>What is kept over restarts: 10 seconds of the last day, 10 minutes of the last 30 days.</summary>
    public IReadOnlyList<SampleRing> Kept => [_coarse[0].Ring, _coarse[1].Ring];

    /// <summary>Grows with every sample: whoever polls compares it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Newest sample, in seconds since 1970, UTC; 0 before the first.</summary>
    public long At => Volatile.Read(ref _at);

    /// <summary>Reads the source, and takes the difference to the reading before into the rings. The first reading has none: it is where counting begins.</summary>
    public void Sample()
    {
        var now = time.GetTimestamp();
        var reading = _spare;
        source.Read(reading);
        reading[Figure.Starts] = 1; // since the start there was one
        if (_last is { } before)
        {
            Span<float> row = stackalloc float[Figures.Width];
            Difference(before, reading, time.GetElapsedTime(_lastAt, now).TotalSeconds, row);
            Add(time.GetUtcNow().ToUnixTimeSeconds(), row, reading.Latencies);
            _spare = before;
        }
        else
        {
            foreach (var coarse in _coarse)
            {
                reading.Latencies.CopyTo(coarse.Since, 0);
            }

            reading[Figure.Starts] = 0;
            _spare = new StatisticsReading();
        }

        (_last, _lastAt) = (reading, now);
        Interlocked.Increment(ref _version);
    }

    /// <summary>Takes a stretch of time into one row: of the finest ring that reaches back far enough, and what is not in there yet of the finer ones.</summary>
    /// <param name="step">Length of the ring's intervals in seconds: 1, 10 or 600.</param>
    /// <param name="from">Begin in seconds since 1970, inclusive.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="whole">Gets the row; all NaN when nothing is known.</param>
    public void Read(int step, long from, long to, Span<float> whole)
    {
        lock (_gate)
        {
            whole.Fill(float.NaN);
            Fold(Array.FindIndex(_coarse, coarse => coarse.Ring.Step == step), from, to, whole);
        }
    }

    /// <summary>Ends the intervals that are under way, so that a stop loses nothing.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            foreach (var coarse in _coarse)
            {
                coarse.End();
            }
        }
    }

    private void Fold(int level, long from, long to, Span<float> whole)
    {
        (level < 0 ? Seconds : _coarse[level].Ring).Fold(from, to, whole);
        if (level >= 0 && _coarse[level].UnderWay is >= 0 and var begun && to > begun)
        {
            Fold(level - 1, Math.Max(from, begun), to, whole);
        }
    }

    private void Add(long at, ReadOnlySpan<float> row, long[] latencies)
    {
        lock (_gate)
        {
            Seconds.Add(at, row, unsaved: false);
            foreach (var coarse in _coarse)
            {
                coarse.Add(at, row, latencies);
            }

            Volatile.Write(ref _at, at);
        }
    }

    private static void Difference(StatisticsReading before, StatisticsReading now, double seconds, Span<float> row)
    {
        for (var place = 0; place < row.Length; place++)
        {
            row[place] = (float)(Figures.IsCounter(place) ? Math.Max(0, now[place] - before[place]) : now[place]);
        }

        row[(int)Figure.Seconds] = (float)seconds;
        TakeLatencies(before.Latencies, now.Latencies, row);
    }

    private static void TakeLatencies(ReadOnlySpan<long> before, ReadOnlySpan<long> now, Span<float> row)
    {
        Span<long> counts = stackalloc long[DeliveryLatency.Buckets];
        long batches = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            batches += counts[i] = now[i] - before[i];
        }

        row[(int)Figure.Batches] = batches;
        row[(int)Figure.LatencyMedian] = (float?)DeliveryLatency.Percentile(counts, 0.5)?.TotalSeconds ?? float.NaN;
        row[(int)Figure.LatencyHigh] = (float?)DeliveryLatency.Percentile(counts, 0.99)?.TotalSeconds ?? float.NaN;
    }

    /// <summary>Gathers seconds into a longer interval. The latencies are taken of the whole interval: they cannot be made of those of its seconds.</summary>
    private sealed class Coarse(SampleRing ring)
    {
        private readonly float[] _row = new float[Figures.Width];
        private readonly long[] _newest = new long[DeliveryLatency.Buckets];
        private long _start = -1;

        public SampleRing Ring => ring;

        /// <summary>First second that is gathered and not in the ring yet; -1 when there is none.</summary>
        public long UnderWay { get; private set; } = -1;

        public long[] Since { get; } = new long[DeliveryLatency.Buckets];

        public void Add(long at, ReadOnlySpan<float> part, long[] latencies)
        {
            if (at - (at % ring.Step) is var start && start != _start)
            {
                End();
                (_start, UnderWay) = (start, at);
            }

            Figures.Fold(_row, part);
            latencies.CopyTo(_newest, 0);
        }

        public void End()
        {
            if (_start >= 0)
            {
                TakeLatencies(Since, _newest, _row);
                ring.Add(_start, _row);
                _newest.CopyTo(Since, 0);
            }

            Array.Fill(_row, float.NaN);
            _start = UnderWay = -1;
        }
    }
}
