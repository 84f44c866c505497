namespace ChatHub.Server.Statistics;

/// <summary>Samples once a second and writes once a minute, beside everything else: nothing waits for it, and its faults stop nothing but itself.</summary>
internal sealed class StatisticsService(StatisticsRecorder recorder, StatisticsFile file, TimeProvider time, ILogger<StatisticsService> log) : IHostedService, IDisposable
{
    /// <summary>Time between two writes: a row every 10 seconds would be less to lose, and wear for a small device's card.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Lock _sampling = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ITimer? _timer;
    private long _wroteAt;

    /// <summary>Ends when what is being read or written is done; for tests.</summary>
    internal Task Work { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _wroteAt = time.GetTimestamp();
        Work = Task.Run(LoadAsync, CancellationToken.None); // the server does not wait for it
        var untilMiddle = TimeSpan.FromMilliseconds((1500 - time.GetUtcNow().Millisecond) % 1000); // a timer that is a little late or early stays in its second
        Sample();
        _timer = time.CreateTimer(static service => ((StatisticsService)service!).Tick(), this, untilMiddle, s_second);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        lock (_sampling)
        {
            recorder.Flush();
        }

        await WriteAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        file.Dispose();
        _writing.Dispose();
    }

    private void Tick()
    {
        Sample();
        if (time.GetElapsedTime(_wroteAt) >= WriteEvery)
        {
            _wroteAt = time.GetTimestamp();
            Work = Task.Run(WriteAsync);
        }
    }

    private void Sample()
    {
        if (!_sampling.TryEnter())
        {
            return; // the one before is still at it
        }

        try
        {
            recorder.Sample();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _timer?.Dispose();
            StatisticsLog.Stopped(log, failure);
        }
        finally
        {
            _sampling.Exit();
        }
    }

    private async Task LoadAsync()
    {
        await _writing.WaitAsync();
        try
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            foreach (var row in file.Load())
            {
                var ring = recorder.Kept.FirstOrDefault(ring => ring.Step == row.Step);
                if (ring is not null && row.Start % ring.Step == 0 && row.Start <= now && row.Start > now - ((long)ring.Step * ring.Capacity))
                {
                    ring.Add(row.Start, row.Values, unsaved: false);
                    if (ring.Step == KeptSeconds.Step && row.Start > now - KeptSeconds.Reach)
                    {
                        KeptSeconds.Spread(row, recorder.Seconds);
                    }
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync()
    {
        await _writing.WaitAsync();
        try
        {
            SavedRow[] rows = [.. recorder.Kept.SelectMany(ring => ring.TakeUnsaved())];
            if (rows.Length > 0 && !file.Write(rows))
            {
                foreach (var ring in recorder.Kept)
                {
                    ring.MarkUnsaved(); // the file may be another one now
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
