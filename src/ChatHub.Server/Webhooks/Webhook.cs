using ChatHub.Server.Storage.MessageLog;
using Polly;
using Polly.Retry;

namespace ChatHub.Server.Webhooks;

/// <summary>
/// One webhook at work: it delivers what its <see cref="WebhookBacklog"/> reads, at its receiver's pace, one event after the other, so a receiver that is slow or dead costs nobody else
/// anything. An event is tried until it is taken, refused <see cref="MostRefusals"/> times, too old or too far back; the pauses between attempts grow until one succeeds, unless the receiver says how long one is to be.
/// </summary>
internal sealed class Webhook
{
    /// <summary>Refusals after which an event is dropped.</summary>
    public const int MostRefusals = 5;

    /// <summary>The longest pause between two attempts, where the receiver does not ask for another.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(10);

    private readonly WebhookBacklog _backlog;
    private readonly WebhookFeed _feed;
    private readonly Func<WebhookBody, CancellationToken, Task<WebhookAnswer>> _send;
    private readonly WebhookCounts _counts = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private WebhookItem? _tried;
    private int _refusals;
    private TimeSpan? _wait;
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
        _backlog = new(settings, feed);
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<bool>
        {
            ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome is { Exception: null, Result: false }),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestPause,
            UseJitter = true,
            DelayGenerator = _ => ValueTask.FromResult(_wait),
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
    public WebhookPlace Place => _backlog.Place;

    /// <summary>How it does.</summary>
    public WebhookSnapshot Snapshot() => _counts.Of(Settings, _backlog.Waiting, _backlog.Unread);

    /// <summary>Sets where it begins: where it was, or with what comes from now on.</summary>
    public void BeginAt(WebhookPlace? place) => _backlog.BeginAt(place);

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
        if (_backlog.First is not null)
        {
            await _pipeline.ExecuteAsync(static (self, cancellation) => self.TryFirstAsync(cancellation), this, cancellation);
            return;
        }

        var (hasRead, gone) = await _backlog.ReadOnAsync(_time, cancellation);
        if (gone > 0)
        {
            Drop(WebhookDrop.Gone, gone);
        }

        if (hasRead)
        {
            _cannotRead = false;
        }
        else if (_backlog.First is null)
        {
            await Task.Delay(s_look, _time, cancellation);
        }
    }

    /// <summary>Tries the first event that is worth it.</summary>
    /// <returns>Whether there is nothing to try again.</returns>
    private async ValueTask<bool> TryFirstAsync(CancellationToken cancellation)
    {
        while (_backlog.First is { } stale && Staleness(stale) is { } cause)
        {
            DropFirst(cause);
        }

        if (_backlog.First is not { } item)
        {
            return true;
        }

        if (item == _tried)
        {
            _counts.Retried();
        }

        _tried = item;
        var answer = await SendAsync(item, cancellation);
        _wait = answer.Wait;
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
        _backlog.TakeFirst();
        (_tried, _refusals) = (null, 0);
    }

    private void Drop(WebhookDrop cause, long count)
    {
        if (_counts.Dropped(cause, count))
        {
            WebhookLog.Drops(_log, Settings.Name, cause);
        }
    }
}
