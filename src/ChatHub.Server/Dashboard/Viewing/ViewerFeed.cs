using ChatHub.Server.Dashboard.Feed;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// The feed as one browser tab sees it: subscribed while a page or what stands around it watches, the tab is visible and the tab is connected; otherwise it costs nothing.
/// </summary>
public sealed class ViewerFeed(DashboardFeed feed) : IDisposable
{
    private readonly Lock _gate = new();
    private IDisposable? _subscription;
    private Action? _wake;
    private Action? _around;
    private bool _visible = true;
    private bool _connected = true;
    private bool _disposed;

    /// <summary>Called with the page: for what stands around it and shows the same snapshot. Pages that show nothing of the feed are watched all the same.</summary>
    public event Action? Woken
    {
        add => Change(() => _around += value);
        remove => Change(() => _around -= value);
    }

    /// <summary>The newest snapshot.</summary>
    public FeedSnapshot Current => feed.Current;

    /// <summary>Whether it is subscribed now.</summary>
    public bool IsWatching => _subscription is not null;

    /// <summary>Lets a page be woken.</summary>
    public void Watch(Action wake) => Change(() => _wake = wake);

    /// <summary>Ends it, unless another page watches: the next page is made before the one before it is disposed of.</summary>
    public void Unwatch(Action wake) => Change(() => _wake = _wake == wake ? null : _wake);

    /// <summary>The tab came to the front or went behind another.</summary>
    public void ShowTab(bool visible) => Change(() => _visible = visible);

    /// <summary>The connection of the tab to the server came or went.</summary>
    public void ConnectTab(bool connected) => Change(() => _connected = connected);

    /// <inheritdoc/>
    public void Dispose() => Change(() => _disposed = true);

    private void Change(Action change)
    {
        Action? wake = null;
        lock (_gate)
        {
            change();
            var watch = (_wake is not null || _around is not null) && _visible && _connected && !_disposed;
            if (watch && _subscription is null)
            {
                _subscription = feed.Subscribe(Wake);
                wake = Wake; // what happened while nobody looked
            }
            else if (!watch)
            {
                _subscription?.Dispose();
                _subscription = null;
            }
        }

        wake?.Invoke();
    }

    private void Wake()
    {
        _wake?.Invoke();
        _around?.Invoke();
    }
}
