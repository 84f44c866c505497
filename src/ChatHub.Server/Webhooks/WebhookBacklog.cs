namespace ChatHub.Server.Webhooks;

/// <summary>
/// What a webhook has read of the log and not delivered: the events of one page, the disconnects that are held, and the numbers of what was left before a restart. It reads on when nothing
/// is due, and the log keeps what it has not read. The webhook's loop alone changes it; <see cref="Place"/>, <see cref="Waiting"/> and <see cref="Unread"/> are for all threads.
/// </summary>
/// <param name="settings">Which entries are events, and how long a disconnect is held.</param>
/// <param name="feed">Where they are read.</param>
internal sealed class WebhookBacklog(WebhookSettings settings, WebhookFeed feed)
{
    private readonly Lock _gate = new();
    private readonly Queue<WebhookItem> _due = new();
    private readonly Queue<long> _left = new();
    private readonly WebhookSieve _sieve = new(settings.Filter);
    private readonly ReconnectGrace _grace = new(settings.Grace);
    private long _position;
    private DateTimeOffset _lookedTo;

    /// <summary>The event that is due first; null where none is.</summary>
    public WebhookItem? First => _due.TryPeek(out var first) ? first : null;

    /// <summary>How far it is.</summary>
    public WebhookPlace Place
    {
        get
        {
            lock (_gate)
            {
                return new(_position, [.. _grace.Held.Concat(_due).Select(item => item.Id).Concat(_left).Order()]);
            }
        }
    }

    /// <summary>Events that are read and not delivered.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _due.Count + _grace.Held.Count + _left.Count;
            }
        }
    }

    /// <summary>Entries that are not read.</summary>
    public long Unread
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, feed.LastId - _position);
            }
        }
    }

    /// <summary>Sets where it begins: where it was, or with what comes from now on.</summary>
    public void BeginAt(WebhookPlace? place)
    {
        _position = Math.Min(place?.Position ?? feed.Until, feed.LastId);
        foreach (var id in place?.Waiting ?? [])
        {
            _left.Enqueue(id);
        }
    }

    /// <summary>Reads what comes next, if there is something.</summary>
    /// <returns>Whether there was, and how many entries of it are nowhere any more.</returns>
    /// <exception cref="Storage.MessageLog.MessageLogUnavailableException">The log is needed and cannot be read now.</exception>
    public async Task<(bool HasRead, long Gone)> ReadOnAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (_left.TryPeek(out var id))
        {
            var item = await feed.FindAsync(id, _sieve, cancellation);
            TakeIn(item is null ? [] : [item], _position, item?.At, fromLeft: true);
            TakeOver(_lookedTo);
            return (true, item is null ? 1 : 0);
        }

        if (_position < feed.Until)
        {
            var before = _position;
            var page = await feed.ReadAsync(before, _sieve, cancellation);
            TakeIn(page.Items, page.CoveredTo, page.LastAt);
            TakeOver(_lookedTo);
            return (page.CoveredTo > before, page.Gone);
        }

        TakeOver(time.GetUtcNow());
        return (false, 0);
    }

    /// <summary>The first that is due is done with.</summary>
    public void TakeFirst()
    {
        lock (_gate)
        {
            _due.Dequeue();
        }
    }

    /// <summary>Sorts events: what is to be sent now, what is held, and who has come back.</summary>
    private void TakeIn(IReadOnlyList<WebhookItem> items, long position, DateTimeOffset? lookedTo, bool fromLeft = false)
    {
        lock (_gate)
        {
            if (fromLeft)
            {
                _left.Dequeue();
            }

            foreach (var item in items)
            {
                var entry = item.Entry.Message;
                if (item.Event == WebhookEvent.Disconnect && _grace.Holds(entry))
                {
                    _grace.Hold(item);
                }
                else if (!(item.Event == WebhookEvent.Connect && _grace.TakeBack(entry)) && settings.Events.Contains(item.Event))
                {
                    _due.Enqueue(item);
                }
            }

            _position = position;
            _lookedTo = lookedTo ?? _lookedTo;
        }
    }

    /// <summary>Disconnects that were held long enough are due.</summary>
    private void TakeOver(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var item in _grace.TakeOver(now).Where(_ => settings.Events.Contains(WebhookEvent.Disconnect)))
            {
                _due.Enqueue(item);
            }
        }
    }
}
