namespace ChatHub.Server.Webhooks;

/// <summary>What a webhook has done since the start. Safe for all threads.</summary>
internal sealed class WebhookCounts
{
    /// <summary>Failures that are remembered.</summary>
    public const int MostFailures = 10;

    private readonly Lock _gate = new();
    private readonly long[] _dropped = new long[Enum.GetValues<WebhookDrop>().Length];
    private readonly LinkedList<WebhookFailure> _failures = [];
    private DateTimeOffset? _failingSince;
    private DateTimeOffset? _nextTryAt;
    private DateTimeOffset? _lastDeliveryAt;
    private long _delivered;
    private long _failed;
    private long _retried;
    private long _droppedInEpisode;

    /// <summary>An attempt that is not the first for its event.</summary>
    public void Retried() => Interlocked.Increment(ref _retried);

    /// <summary>When it is tried again.</summary>
    public void Pause(DateTimeOffset until)
    {
        lock (_gate)
        {
            _nextTryAt = until;
        }
    }

    /// <summary>An event was delivered.</summary>
    /// <returns>Since when it had failed before, and how many events were dropped in that time; null where it had not.</returns>
    public (DateTimeOffset Since, long Dropped)? Delivered(DateTimeOffset at)
    {
        lock (_gate)
        {
            _delivered++;
            (_lastDeliveryAt, _nextTryAt) = (at, null);
            (DateTimeOffset, long)? ended = _failingSince is { } since ? (since, _droppedInEpisode) : null;
            (_failingSince, _droppedInEpisode) = (null, 0);
            return ended;
        }
    }

    /// <summary>An attempt failed.</summary>
    /// <returns>Whether the one before had not.</returns>
    public bool Failed(WebhookFailure failure)
    {
        lock (_gate)
        {
            _failed++;
            Remember(failure);
            var isNew = _failingSince is null;
            _failingSince ??= failure.At;
            return isNew;
        }
    }

    /// <summary>Remembers a failure that says nothing of the deliveries: of a test.</summary>
    public void TestFailed(WebhookFailure failure)
    {
        lock (_gate)
        {
            Remember(failure);
        }
    }

    /// <summary>Events were dropped.</summary>
    /// <returns>Whether they are the first since something was delivered.</returns>
    public bool Dropped(WebhookDrop cause, long count)
    {
        lock (_gate)
        {
            _dropped[(int)cause] += count;
            var isFirst = _droppedInEpisode == 0;
            _droppedInEpisode += count;
            return isFirst;
        }
    }

    /// <summary>All of it, for a webhook.</summary>
    public WebhookSnapshot Of(WebhookSettings settings, int waiting, long behind)
    {
        lock (_gate)
        {
            return new(
                settings.Name, settings.Place, settings.Events, _failingSince, _nextTryAt, _lastDeliveryAt, waiting, behind, _delivered, _failed, Interlocked.Read(ref _retried),
                Enum.GetValues<WebhookDrop>().ToDictionary(cause => cause, cause => _dropped[(int)cause]), [.. _failures]);
        }
    }

    private void Remember(WebhookFailure failure)
    {
        _failures.AddFirst(failure);
        if (_failures.Count > MostFailures)
        {
            _failures.RemoveLast();
        }
    }
}
