using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

public sealed class ViewerFeedTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly FakeSource _source = new();
    private readonly DashboardFeed _feed;
    private readonly ViewerFeed _viewer;
    private int _wakes;

    public ViewerFeedTests()
    {
        _feed = new DashboardFeed(_source, _time);
        _viewer = new ViewerFeed(_feed);
        _viewer.Watch(Wake);
    }

    public void Dispose()
    {
        _viewer.Dispose();
        _feed.Dispose();
    }

    [Fact]
    public void Tab_Hidden_CostsNothingUntilItIsSeenAgain()
    {
        _viewer.ShowTab(false);
        Assert.False(_feed.IsRunning);

        _wakes = 0;
        _source.Say("meanwhile");
        _viewer.ShowTab(true);
        Assert.True(_feed.IsRunning);
        Assert.Equal(1, _wakes);
        Assert.Equal(1, _viewer.Current.LastMessageId);
    }

    [Fact]
    public void Page_ShowsNothingOfTheFeed_WhatStandsAroundItIsFreshWhileTheTabIsSeen()
    {
        _viewer.Unwatch(Wake);
        Assert.False(_feed.IsRunning);
        var woken = 0;
        Action look = () => woken++;
        _viewer.Woken += look;
        _source.Connections = [Sample.Row(1)];
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_viewer.Current.Connections.Rows);
        Assert.True(woken > 0);
        _viewer.ShowTab(false);
        Assert.False(_feed.IsRunning);
        _viewer.ShowTab(true);
        Assert.True(_feed.IsRunning);
        _viewer.Woken -= look;
        Assert.False(_feed.IsRunning);
    }

    [Fact]
    public void Tab_Disconnected_CostsNothingUntilItIsBack()
    {
        _viewer.ConnectTab(false);
        Assert.False(_feed.IsRunning);
        _viewer.ShowTab(true);
        Assert.False(_feed.IsRunning);
        _viewer.ConnectTab(true);
        Assert.True(_feed.IsRunning);
    }

    [Fact]
    public void Tab_Closed_IsNotWatchedAgain()
    {
        _viewer.Dispose();
        _viewer.ShowTab(true);
        Assert.False(_feed.IsRunning);
    }

    [Fact]
    public void Page_Left_StopsWatching()
    {
        _viewer.Unwatch(Wake);
        Assert.False(_viewer.IsWatching);
        Assert.False(_feed.IsRunning);
    }

    [Fact]
    public void Page_LeftForAnother_TheOtherIsWoken()
    {
        var others = 0;
        _viewer.Watch(() => others++); // the next page is made first,
        _viewer.Unwatch(Wake);         // and then the one before it is disposed of
        Assert.True(_viewer.IsWatching);
        _viewer.ShowTab(false);
        _viewer.ShowTab(true);
        Assert.Equal(1, others);
    }

    private void Wake() => _wakes++;
}
