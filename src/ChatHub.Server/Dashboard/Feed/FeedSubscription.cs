namespace ChatHub.Server.Dashboard.Feed;

/// <summary>One watcher of the feed.</summary>
internal sealed class FeedSubscription(DashboardFeed feed, Action wake) : IDisposable
{
    private volatile bool _ended;

    public void Wake()
    {
        if (!_ended)
        {
            wake();
        }
    }

    public void Dispose()
    {
        _ended = true;
        feed.Unsubscribe(this);
    }
}
