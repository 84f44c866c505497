using ChatHub.Chat;
using ChatHub.Server.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>Counters that a test sets, and a recorder that reads them.</summary>
internal sealed class FakeStatistics : IStatisticsSource
{
    private readonly FakeTimeProvider _time;
    private readonly DeliveryLatency _latency = new();

    public FakeStatistics(FakeTimeProvider time)
    {
        _time = time;
        Recorder = new StatisticsRecorder(this, time);
        Recorder.Sample(); // where counting begins
    }

    public StatisticsRecorder Recorder { get; }

    /// <summary>The counters and levels as they are.</summary>
    public StatisticsReading Now { get; } = new();

    public void Read(StatisticsReading reading)
    {
        for (var place = 0; place < Figures.Width; place++)
        {
            reading[place] = Now[place];
        }

        _latency.CopyTo(reading.Latencies);
    }

    /// <summary>Some seconds pass in which this happens each second.</summary>
    public void Pass(int seconds, Action<StatisticsReading>? each = null, TimeSpan? latency = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            each?.Invoke(Now);
            if (latency is { } time)
            {
                _latency.Add(time);
            }

            Recorder.Sample();
        }
    }
}
