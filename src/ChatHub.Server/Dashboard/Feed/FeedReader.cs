using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>Makes the next snapshot out of the one before, reading only what changed. One caller at a time.</summary>
internal sealed class FeedReader(IDashboardSource source, TimeProvider time)
{
    /// <summary>Lists longer than this are read once a second at most: a long list costs, and nobody reads it faster.</summary>
    public const int LongList = 2_000;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private long _secondAt;
    private long _connectionsVersion = -1;
    private long _listenersVersion = -1;
    private HubFigures? _sample;
    private IReadOnlyList<ConnectionSnapshot>? _rowsASecondAgo;
    private ConnectionRates _rates = ConnectionRates.None;

    /// <summary>Forgets what was seen: the next look reads everything, and rates start anew.</summary>
    public void Reset()
    {
        _connectionsVersion = _listenersVersion = -1;
        _sample = null;
        _rowsASecondAgo = null;
        _rates = ConnectionRates.None;
    }

    /// <summary>The next snapshot; the very same object when nothing changed.</summary>
    public FeedSnapshot Next(FeedSnapshot before)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_secondAt, now);
        var whole = _sample is null || elapsed >= s_second - TimeSpan.FromMilliseconds(10);
        var connectionsVersion = source.ConnectionsVersion;
        var listenersVersion = source.ListenersVersion;
        var moved = connectionsVersion != _connectionsVersion && (whole || before.Connections.Rows.Count <= LongList);
        var after = before;
        if (source.History.LastId is var last && last != before.LastMessageId)
        {
            after = after with { LastMessageId = last };
        }

        if (whole || moved)
        {
            _connectionsVersion = connectionsVersion;
            var rows = source.ReadConnections();
            if (whole)
            {
                _rates = _rowsASecondAgo is { } then ? new(then, rows, elapsed) : ConnectionRates.None;
                _rowsASecondAgo = rows;
            }

            var idle = rows.Count == 0 && before.Connections.Rows.Count == 0;
            after = after with { Connections = idle ? before.Connections : List(rows), Rooms = Same(before.Rooms, source.Rooms.Order(StringComparer.Ordinal)) };
        }

        if (whole || moved || listenersVersion != _listenersVersion)
        {
            _listenersVersion = listenersVersion;
            after = after with { Listeners = Same(before.Listeners, source.ReadListeners()) };
        }

        if (Same(before.Jobs, source.Jobs) is var jobs && jobs != before.Jobs)
        {
            after = after with { Jobs = jobs };
        }

        if (whole && LogSign.Of(source.Log) is var log && log != before.Log)
        {
            after = after with { Log = log };
        }

        if (whole || moved)
        {
            after = after with { Kpis = Figures(before.Kpis, whole ? elapsed : null, now) };
        }

        return after;
    }

    private ConnectionList List(IReadOnlyList<ConnectionSnapshot> rows) =>
        new(rows, time.GetUtcNow()) { Rates = _rates, AliasOf = source.AliasOf, Ask = source.LinkOf };

    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> before, IEnumerable<T> now) => now.ToArray() is var read && before.SequenceEqual(read) ? before : read;

    private KpiFigures Figures(KpiFigures before, TimeSpan? elapsed, long now)
    {
        var figures = source.Figures;
        double? messages = before.MessagesPerSecond, deliveries = before.DeliveriesPerSecond;
        if (elapsed is { } period)
        {
            messages = _sample is { } last ? (figures.MessagesIn - last.MessagesIn) / period.TotalSeconds : null;
            deliveries = _sample is { } sample ? (figures.Deliveries - sample.Deliveries) / period.TotalSeconds : null;
            _sample = figures;
            _secondAt = now;
        }

        var uptime = TimeSpan.FromSeconds(Math.Max(0, Math.Floor((time.GetUtcNow() - figures.StartedAt).TotalSeconds)));
        return new(figures.Connections, Math.Max(figures.Peak, figures.Connections), messages, deliveries, figures.BacklogBytes, uptime);
    }
}
