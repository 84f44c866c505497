using ChatHub.Chat;
using ChatHub.Server.Statistics;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Statistics;

public sealed class StatisticsRecorderTests
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly FakeStatistics _statistics;

    public StatisticsRecorderTests() => _statistics = new(_time);

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void Counters_OverSeconds_AreWhatHappenedInEach()
    {
        _statistics.Pass(3, now => now[Figure.MessagesIn] += 10);
        _statistics.Pass(2);

        Assert.Equal(30, Row(1, Now - 4, Now + 1)[(int)Figure.MessagesIn]);
        Assert.Equal(10, Row(1, Now - 2, Now - 1)[(int)Figure.MessagesIn]);
        Assert.Equal(0, Row(1, Now, Now + 1)[(int)Figure.MessagesIn]);
        Assert.Equal(1, Row(1, Now, Now + 1)[(int)Figure.Seconds]);
    }

    [Fact]
    public void Levels_OverSeconds_AreTheHighest()
    {
        foreach (var level in new[] { 3, 9, 4 })
        {
            _statistics.Pass(1, now => now[Figure.Connections] = level);
        }

        Assert.Equal(9, Row(1, Now - 2, Now + 1)[(int)Figure.Connections]);
        Assert.Equal(4, Row(1, Now, Now + 1)[(int)Figure.Connections]);
    }

    [Fact]
    public void Gap_NobodySampled_IsNotKnown()
    {
        _statistics.Pass(2);
        _time.Advance(TimeSpan.FromSeconds(30));
        _statistics.Pass(1);

        Assert.True(float.IsNaN(Row(1, Now - 20, Now - 1)[(int)Figure.Connections]));
        Assert.Equal(31, Row(1, Now, Now + 1)[(int)Figure.Seconds]);
    }

    [Fact]
    public void Coarse_IntervalUnderWay_IsInItAlready()
    {
        _statistics.Pass(25, now => now[Figure.Accepted] += 1);

        Assert.Equal(25, Row(10, Now - 100, Now + 1)[(int)Figure.Accepted]);
        Assert.Equal(25, Row(600, Now - 6000, Now + 1)[(int)Figure.Accepted]);
        Assert.Equal(1, Row(600, Now - 6000, Now + 1)[(int)Figure.Starts]);
    }

    [Fact]
    public void Coarse_AnHour_HasEachSecondOnce()
    {
        _statistics.Pass(3600, now => now[Figure.Deliveries] += 2);

        Assert.Equal(7200, Row(10, Now - 3600, Now + 1)[(int)Figure.Deliveries]);
        Assert.Equal(7200, Row(600, Now - 4200, Now + 1)[(int)Figure.Deliveries]);
        Assert.InRange(Row(1, Now - 3600, Now + 1)[(int)Figure.Deliveries], 1800, 2 * 960); // the seconds are of the last 15 minutes only
    }

    [Fact]
    public void Latency_OfALongInterval_IsOfAllItsBatches()
    {
        _statistics.Pass(597, latency: TimeSpan.FromMilliseconds(1));
        _statistics.Pass(1, latency: TimeSpan.FromMilliseconds(500));
        _statistics.Pass(600);

        var row = Row(600, Now - 1800, Now + 1);
        Assert.InRange(row[(int)Figure.LatencyMedian], 0.0009, 0.0012);
        Assert.InRange(row[(int)Figure.LatencyHigh], 0.0009, 0.0012); // one of six hundred is not one of a hundred
        Assert.Equal(598, row[(int)Figure.Batches]);
        Assert.InRange(Row(1, Now - 600, Now - 599)[(int)Figure.LatencyHigh], 0.5, 0.57);
    }

    [Fact]
    public void Latency_NoBatch_IsNotKnown()
    {
        _statistics.Pass(2);
        Assert.True(float.IsNaN(Row(1, Now, Now + 1)[(int)Figure.LatencyMedian]));
    }

    [Fact]
    public void Reasons_Counted_HaveTheirOwnPlaces()
    {
        _statistics.Pass(1, now => now[Figures.Ended(DisconnectReason.Kicked)] += 3);
        var row = Row(1, Now, Now + 1);

        Assert.Equal(3, row[Figures.Ended(DisconnectReason.Kicked)]);
        Assert.Equal(0, row[Figures.Ended(DisconnectReason.Banned)]);
    }

    [Fact]
    public void Places_InTheFile_NeverChange()
    {
        // The number of each is its place in every row that was ever written.
        Assert.Equal(
            "Seconds Connections Accepted Refused MessagesIn Deliveries BytesIn BytesOut Backlog LatencyMedian LatencyHigh Batches LogLag Processor WorkingSet Heap Pauses FullCollections Starts ListenerFaults Dropped LogDegraded",
            string.Join(' ', Enum.GetValues<Figure>().OrderBy(figure => (int)figure)));
        Assert.Equal(32 + (int)DisconnectReason.InternalError, Figures.Ended(DisconnectReason.InternalError));
        Assert.True((int)Enum.GetValues<Figure>().Max() < Figures.Ended(DisconnectReason.None));
    }

    [Fact]
    public void Window_EveryRange_EndsNowAndIsBounded()
    {
        _statistics.Pass(40, now => now[Figure.Accepted] += 1);
        foreach (var range in Enum.GetValues<StatisticsRange>())
        {
            var window = StatisticsWindow.Read(_statistics.Recorder, range, Now);
            Assert.Equal(window.Count - 1, window.IndexOf(Now));
            Assert.Null(window.IndexOf(Now + window.Step));
            Assert.InRange(window.Count, 100, 250);
            Assert.Equal(40, Enumerable.Range(0, window.Count).Select(i => window[i][(int)Figure.Accepted]).Where(count => !float.IsNaN(count)).Sum());
        }
    }

    private float[] Row(int step, long from, long to)
    {
        var row = new float[Figures.Width];
        _statistics.Recorder.Read(step, from, to, row);
        return row;
    }
}
