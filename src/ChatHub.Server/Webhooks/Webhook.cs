using ChatHub.Server.Storage.MessageLog;
using Polly;
using Polly.Retry;

namespace ChatHub.Server.Webhooks;

/// <summary>
/// One webhook at work: it follows the log at its receiver's pace, one event after the other. Nothing is queued for it but the events of the page that it has read and the disconnects that
/// are held, so a receiver that is slow or dead costs nobody else anything; the log keeps what it has not read. An event is tried until it is taken, refused
/// <see cref="MostRefusals"/> times, too old or too far back; the pauses between attempts grow until one succeeds.
/// </summary>
internal sealed class Webhook
{
    /// <summary>Refusals after which an event is dropped.</summary>
    public const int MostRefusals = 5;

    /// <summary>The longest pause between two attempts.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new(); // for what Place and Snapshot copy; only the loop changes it
    private readonly Queue<WebhookItem> _due = new();
    private readonly Queue<long> _left = new();
    private readonly WebhookFeed _feed;
    private readonly WebhookSieve _sieve;
    private readonly ReconnectGrace _grace;
    private readonly Func<WebhookBody, CancellationToken, Task<WebhookAnswer>> _send;
    private readonly WebhookCounts _counts = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private long _position;
    private DateTimeOffset _lookedTo;
    private WebhookItem? _tried;
    private int _refusals;
    private bool _cannotRead;

    /// <summary>A webhook that is told where to begin, and then run.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="feed">What it follows.</param>
    /// <param name="send">Makes one attempt.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The server's log.</param>
    public Webhook(WebhookSettings settings, WebhookFeed feed, Func<WebhookBody, CancellationToken, Task<WebhookAnswer>> send, TimeProvider time, ILogger log)
    {
        (Settings, _feed, _send, _time, _log) = (settings, feed, send, time, log);
        (_sieve, _grace) = (new(settings.Filter), new(settings.Grace));
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<bool>
        {
            ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome is { Exception: null, Result: false }),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestPause,
            UseJitter = true,
            OnRetry = attempt =>
            {
                _counts.Pause(_time.GetUtcNow() + attempt.RetryDelay);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <summary>Its settings.</summary>
    public WebhookSettings Settings { get; }

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

    /// <summary>How it does.</summary>
    public WebhookSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _counts.Of(Settings, _due.Count + _grace.Held.Count + _left.Count, Math.Max(0, _feed.LastId - _position));
        }
    }

    /// <summary>Sets where it begins: where it was, or with what comes from now on.</summary>
    public void BeginAt(WebhookPlace? place)
    {
        _position = Math.Min(place?.Position ?? _feed.Until, _feed.LastId);
        foreach (var id in place?.Waiting ?? [])
        {
            _left.Enqueue(id);
        }
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(cancellation);
                continue;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (MessageLogUnavailableException unavailable)
            {
                if (!_cannotRead)
                {
                    WebhookLog.CannotRead(_log, Settings.Name, unavailable.Message);
                }

                _cannotRead = true;
            }
            catch (Exception failure)
            {
                WebhookLog.Broke(_log, failure, Settings.Name);
            }

            await Task.Delay(s_afterFault, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Makes one attempt with an event that is about nothing, beside all others.</summary>
    public async Task<WebhookAnswer> TestAsync(CancellationToken cancellation)
    {
        var body = WebhookBody.OfTest(_time.GetUtcNow(), Settings.Name);
        var answer = await _send(body, cancellation);
        if (!answer.IsGood)
        {
            _counts.TestFailed(new(_time.GetUtcNow(), WebhookEvent.Test, body.Id, answer));
        }

        return answer;
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        if (_due.Count > 0)
        {
            await _pipeline.ExecuteAsync(static (self, cancellation) => self.TryFirstAsync(cancellation), this, cancellation);
            return;
        }

        var caughtUp = false;
        if (_left.TryPeek(out var id))
        {
            var item = await _feed.FindAsync(id, _sieve, cancellation);
            TakeIn(item is null ? [] : [item], _position, item?.At, fromLeft: true);
            if (item is null)
            {
                Drop(WebhookDrop.Gone, 1);
            }
        }
        else if (_position < _feed.Until)
        {
            var page = await _feed.ReadAsync(_position, _sieve, cancellation);
            _cannotRead = false;
            TakeIn(page.Items, page.CoveredTo, page.LastAt);
            if (page.Gone > 0)
            {
                Drop(WebhookDrop.Gone, page.Gone);
            }
        }
        else
        {
            caughtUp = true;
        }

        TakeOver(caughtUp ? _time.GetUtcNow() : _lookedTo);
        if (caughtUp && _due.Count == 0)
        {
            await Task.Delay(s_look, _time, cancellation);
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
                else if (!(item.Event == WebhookEvent.Connect && _grace.TakeBack(entry)) && Settings.Events.Contains(item.Event))
                {
                    _due.Enqueue(item);
                }
            }

            _position = position;
            _lookedTo = lookedTo ?? _lookedTo;
        }
    }

    private void TakeOver(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var item in _grace.TakeOver(now).Where(_ => Settings.Events.Contains(WebhookEvent.Disconnect)))
            {
                _due.Enqueue(item);
            }
        }
    }

    /// <summary>Tries the first event that is worth it.</summary>
    /// <returns>Whether there is nothing to try again.</returns>
    private async ValueTask<bool> TryFirstAsync(CancellationToken cancellation)
    {
        while (_due.TryPeek(out var stale) && Staleness(stale) is { } cause)
        {
            DropFirst(cause);
        }

        if (!_due.TryPeek(out var item))
        {
            return true;
        }

        if (item == _tried)
        {
            _counts.Retried();
        }

        _tried = item;
        var answer = await SendAsync(item, cancellation);
        if (answer.IsGood)
        {
            TakeFirst();
            if (_counts.Delivered(_time.GetUtcNow()) is var (since, dropped))
            {
                WebhookLog.Recovers(_log, Settings.Name, since, dropped);
            }

            return true;
        }

        if (_counts.Failed(new(_time.GetUtcNow(), item.Event, item.DeliveryId, answer)))
        {
            WebhookLog.Fails(_log, Settings.Name, Settings.Place, answer);
        }

        _refusals = answer.IsRefusal || answer.Fault == WebhookFault.Unsendable ? _refusals + 1 : 0;
        if (_refusals == MostRefusals)
        {
            DropFirst(WebhookDrop.Refused);
        }

        return false;
    }

    /// <summary>An event that cannot be written must not hold up the others for ever.</summary>
    private async Task<WebhookAnswer> SendAsync(WebhookItem item, CancellationToken cancellation)
    {
        try
        {
            return await _send(WebhookBody.Of(item, Settings.Name), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            WebhookLog.Broke(_log, failure, Settings.Name);
            return new(failure is IOException or TypeInitializationException or OutOfMemoryException ? WebhookFault.Broken : WebhookFault.Unsendable); // out of descriptors, say: that passes
        }
    }

    private WebhookDrop? Staleness(WebhookItem item) =>
        _time.GetUtcNow() - item.At > Settings.KeepFor ? WebhookDrop.TooOld : _feed.LastId - item.Id > Settings.QueueLength ? WebhookDrop.TooMany : null;

    private void DropFirst(WebhookDrop cause)
    {
        TakeFirst();
        Drop(cause, 1);
    }

    private void TakeFirst()
    {
        lock (_gate)
        {
            _due.Dequeue();
            (_tried, _refusals) = (null, 0);
        }
    }

    private void Drop(WebhookDrop cause, long count)
    {
        if (_counts.Dropped(cause, count))
        {
            WebhookLog.Drops(_log, Settings.Name, cause);
        }
    }
}
