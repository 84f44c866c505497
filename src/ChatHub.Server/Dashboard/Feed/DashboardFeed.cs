using ChatHub.Chat;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>
/// The only way the dashboard reads. While somebody watches it looks ten times a second whether anything changed, takes one snapshot for
/// all, and wakes the watchers; they read <see cref="Current"/>. Where each look finds more lines than a screen has, it looks five times a second. While nobody watches it does nothing at all.
/// </summary>
public sealed class DashboardFeed : IDisposable
{
    /// <summary>Time between two looks: watchers are woken at most this often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Time between two looks while more than <see cref="Screen"/> lines come with each: nobody reads them, and drawing them is what a browser spends most on.</summary>
    public static readonly TimeSpan FloodInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Lines of one look beyond which the next comes later.</summary>
    public const int Screen = 60;

    private static readonly TimeSpan s_closedFor = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Lock _reading = new();
    private readonly IDashboardSource _source;
    private readonly TimeProvider _time;
    private readonly FeedReader _reader;
    private readonly ILogger _log;
    private bool _fails;
    private volatile FeedSubscription[] _watchers = [];
    private volatile FeedSnapshot _current = FeedSnapshot.Empty;
    private readonly Lock _readingClosed = new();
    private ConnectionList _closed = ConnectionList.Empty;
    private long _closedVersion = -1;
    private long _closedAt;
    private ITimer? _timer;
    private bool _floods;

    /// <summary>A feed of the given source.</summary>
    public DashboardFeed(IDashboardSource source, TimeProvider time, ILogger<DashboardFeed>? log = null)
    {
        _log = log ?? NullLogger<DashboardFeed>.Instance;
        _source = source;
        _time = time;
        _reader = new FeedReader(source, time);
    }

    /// <summary>The newest snapshot. Fresh while at least one subscription is open.</summary>
    public FeedSnapshot Current => _current;

    /// <summary>The messages that <see cref="FeedSnapshot.LastMessageId"/> counts.</summary>
    public MessageHistory History => _source.History;

    /// <summary>Whether it looks at all.</summary>
    public bool IsRunning => _timer is not null;

    /// <summary>
    /// Wakes <paramref name="wake"/> after every change from now on, on a thread of the pool: it MUST NOT block. Subscribe first, then read
    /// <see cref="Current"/>: nothing is missed in between. Dispose the result to end it.
    /// </summary>
    public IDisposable Subscribe(Action wake)
    {
        var watcher = new FeedSubscription(this, wake);
        bool first;
        lock (_gate)
        {
            first = _watchers.Length == 0;
            _watchers = [.. _watchers, watcher];
            _floods &= !first;
            _timer ??= _time.CreateTimer(static feed => ((DashboardFeed)feed!).Look(), this, Interval, Interval);
        }

        if (first)
        {
            lock (_reading)
            {
                _reader.Reset(); // nobody looked for a while: rates start anew
                _current = _reader.Next(_current);
            }
        }

        return watcher;
    }

    /// <summary>The recently closed connections: read when somebody asks, at most once a second for all.</summary>
    public ConnectionList ReadClosed()
    {
        lock (_readingClosed)
        {
            var version = _source.ConnectionsVersion;
            var age = _time.GetElapsedTime(_closedAt);
            if (_closedVersion < 0 || (version != _closedVersion ? age >= TimeSpan.FromSeconds(1) : age >= s_closedFor)) // also where nothing happens: "closed<10m" counts to its time
            {
                (_closedVersion, _closedAt) = (version, _time.GetTimestamp());
                _closed = new ConnectionList(_source.ReadClosed(), _time.GetUtcNow()) { AliasOf = _source.AliasOf };
            }

            return _closed;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _watchers = [];
            _timer?.Dispose();
            _timer = null;
        }
    }

    internal void Unsubscribe(FeedSubscription watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => other != watcher)];
            if (_watchers.Length == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private void Pace(bool floods)
    {
        lock (_gate)
        {
            if (_floods != floods)
            {
                _floods = floods;
                var interval = floods ? FloodInterval : Interval;
                _timer?.Change(interval, interval);
            }
        }
    }

    private void Look()
    {
        if (!_reading.TryEnter())
        {
            return; // the look before is not done: this one would find the same
        }

        try
        {
            var before = _current;
            _current = _reader.Next(before);
            _fails = false;
            Pace(_current.LastMessageId - before.LastMessageId > Screen);
            if (ReferenceEquals(before, _current))
            {
                return;
            }
        }
        catch (Exception failure) // a timer calls this: what it throws would end the process
        {
            _reader.Reset(); // the next look reads everything
            if (!_fails)
            {
                _fails = true;
                ViewingLog.FeedFailed(_log, failure);
            }

            return;
        }
        finally
        {
            _reading.Exit();
        }

        foreach (var watcher in _watchers)
        {
            try
            {
                watcher.Wake();
            }
            catch (Exception failure)
            {
                ViewingLog.NotWoken(_log, failure); // the others are woken all the same
            }
        }
    }
}
