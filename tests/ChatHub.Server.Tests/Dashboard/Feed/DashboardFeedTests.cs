using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Feed;

public sealed class DashboardFeedTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly FakeSource _source = new();
    private readonly DashboardFeed _feed;

    public DashboardFeedTests() => _feed = new DashboardFeed(_source, _time);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Feed_NobodyWatches_ReadsNothing()
    {
        _source.Connections = [Sample.Row(1)];
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(_feed.IsRunning);
        Assert.Equal(0, _source.ConnectionReads);
    }

    [Fact]
    public void Feed_LastWatcherLeaves_Rests()
    {
        var first = _feed.Subscribe(() => { });
        var second = _feed.Subscribe(() => { });
        first.Dispose();
        Assert.True(_feed.IsRunning);
        second.Dispose();
        var reads = _source.ConnectionReads;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(_feed.IsRunning);
        Assert.Equal(reads, _source.ConnectionReads);
    }

    [Fact]
    public void Subscribe_AfterChangesUnseen_HasThemAtOnce()
    {
        _source.Connections = [Sample.Row(1)];
        _source.Say("hello");
        using var watch = _feed.Subscribe(() => { });

        Assert.Equal(1, _feed.Current.LastMessageId);
        Assert.Single(_feed.Current.Connections.Rows);
    }

    [Fact]
    public void Watcher_FiveHundredMessagesInASecond_IsWokenTenTimesAtMost()
    {
        var wakes = 0;
        using var watch = _feed.Subscribe(() => wakes++);
        for (var i = 0; i < 500; i++)
        {
            _source.Say("x");
            _time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.InRange(wakes, 9, 10);
        Assert.Equal(500, _feed.Current.LastMessageId);
    }

    [Fact]
    public void Watcher_MoreLinesThanAScreenEachTime_IsWokenFiveTimesASecondUntilItIsCalm()
    {
        var wakes = 0;
        using var watch = _feed.Subscribe(() => wakes++);
        Flood(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, wakes);
        Flood(TimeSpan.FromMilliseconds(1000));
        Assert.Equal(6, wakes);

        _source.Say("the last");
        _time.Advance(DashboardFeed.FloodInterval);
        Assert.Equal((7, _source.History.LastId), (wakes, _feed.Current.LastMessageId));
        for (var i = 0; i < 5; i++)
        {
            _source.Say("calm");
            _time.Advance(DashboardFeed.Interval);
        }

        Assert.Equal(12, wakes);
    }

    [Fact]
    public void Watcher_NothingChanged_SleepsButForTheClock()
    {
        var wakes = 0;
        using var watch = _feed.Subscribe(() => wakes++);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(0, wakes);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, wakes);
    }

    [Fact]
    public void Watcher_Disposed_IsNotWoken()
    {
        var wakes = 0;
        using var stays = _feed.Subscribe(() => { });
        _feed.Subscribe(() => wakes++).Dispose();
        _source.Say("x");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, wakes);
    }

    [Fact]
    public void Watchers_Several_ShareOneReading()
    {
        using var first = _feed.Subscribe(() => { });
        using var second = _feed.Subscribe(() => { });
        using var third = _feed.Subscribe(() => { });
        var reads = _source.ConnectionReads;
        _source.Connections = [Sample.Row(1)];
        _time.Advance(DashboardFeed.Interval);

        Assert.Equal(reads + 1, _source.ConnectionReads);
    }

    [Fact]
    public void Connections_LongList_IsReadOnceASecond()
    {
        _source.Connections = [.. Enumerable.Range(1, FeedReader.LongList + 1).Select(id => Sample.Row(id))];
        using var watch = _feed.Subscribe(() => { });
        var reads = _source.ConnectionReads;
        for (var i = 0; i < 20; i++)
        {
            _source.Connections = [.. _source.Connections];
            _time.Advance(DashboardFeed.Interval);
        }

        Assert.Equal(reads + 2, _source.ConnectionReads);
    }

    [Fact]
    public void Snapshot_OnlyAMessageCame_KeepsTheOtherPartsTheSame()
    {
        _source.Connections = [Sample.Row(1)];
        _source.Listeners = [Sample.Listener()];
        using var watch = _feed.Subscribe(() => { });
        var before = _feed.Current;
        _source.Say("x");
        _time.Advance(DashboardFeed.Interval);

        Assert.NotSame(before, _feed.Current);
        Assert.Same(before.Connections, _feed.Current.Connections);
        Assert.Same(before.Listeners, _feed.Current.Listeners);
        Assert.Same(before.Kpis, _feed.Current.Kpis);
    }

    [Fact]
    public void Rates_TwoLooksApart_AreWhatCameInBetween()
    {
        _source.Figures = new HubFigures(Sample.Noon.AddHours(-2), 3, 5, 1000, 9000, 77);
        using var watch = _feed.Subscribe(() => { });
        Assert.Null(_feed.Current.Kpis.MessagesPerSecond);

        _source.Figures = _source.Figures with { MessagesIn = 1020, Deliveries = 9060 };
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(20, _feed.Current.Kpis.MessagesPerSecond!.Value, 1);
        Assert.Equal(60, _feed.Current.Kpis.DeliveriesPerSecond!.Value, 1);
        Assert.Equal(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1), _feed.Current.Kpis.Uptime);
        Assert.Equal(5, _feed.Current.Kpis.Peak);
        Assert.Equal(77, _feed.Current.Kpis.BacklogBytes);
    }

    [Fact]
    public void Feed_ReadingFails_SaysSoOnceAndLooksOn()
    {
        var log = new RecordingLog<DashboardFeed>();
        using var feed = new DashboardFeed(_source, _time, log);
        using var watch = feed.Subscribe(() => { });
        _source.Failure = new InvalidOperationException("a defect");
        _source.Connections = [Sample.Row(1)];
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(log.Lines);

        _source.Failure = null;
        _time.Advance(DashboardFeed.Interval);
        Assert.Single(feed.Current.Connections.Rows);

        _source.Failure = new InvalidOperationException("another");
        _source.Connections = [];
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, log.Lines.Length);
    }

    [Fact]
    public void Watcher_Fails_TheOthersAreWokenAllTheSame()
    {
        var wakes = 0;
        var log = new RecordingLog<DashboardFeed>();
        using var feed = new DashboardFeed(_source, _time, log);
        using var broken = feed.Subscribe(() => throw new InvalidOperationException("a defect"));
        using var watch = feed.Subscribe(() => wakes++);
        _source.Say("hello");
        _time.Advance(DashboardFeed.Interval);

        Assert.Equal(1, wakes);
        Assert.Single(log.Lines);
    }

    private void Flood(TimeSpan span)
    {
        for (var i = 0; i < span.TotalMilliseconds; i++)
        {
            _source.Say("x");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}
