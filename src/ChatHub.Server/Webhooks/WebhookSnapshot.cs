namespace ChatHub.Server.Webhooks;

/// <summary>Why an event was not delivered at all.</summary>
public enum WebhookDrop : byte
{
    /// <summary>It grew older than events may be (<c>KeepFor</c>).</summary>
    TooOld,

    /// <summary>The webhook is further behind than it may be (<c>QueueLength</c>).</summary>
    TooMany,

    /// <summary>The receiver refused it again and again.</summary>
    Refused,

    /// <summary>An entry was not in the message log any more when its turn came; whether it was an event, nobody can say.</summary>
    Gone,
}

/// <summary>An attempt that failed.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Event">What was sent.</param>
/// <param name="Id">Number of its delivery.</param>
/// <param name="Answer">What went wrong.</param>
public sealed record WebhookFailure(DateTimeOffset At, WebhookEvent Event, string Id, WebhookAnswer Answer);

/// <summary>A webhook at one moment. It has neither the secret nor the path of the address.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Place">Scheme, host and port that it goes to.</param>
/// <param name="Events">What is sent.</param>
/// <param name="FailingSince">Since when no attempt succeeds, UTC; null when the last one did.</param>
/// <param name="NextTryAt">When it is tried again, UTC; null when nothing waits for that.</param>
/// <param name="LastDeliveryAt">When something was delivered last, UTC; null for not since the start.</param>
/// <param name="Waiting">Events that are read and not delivered; disconnects within the grace are among them.</param>
/// <param name="Behind">Entries of the message log that it has not looked at.</param>
/// <param name="Delivered">Events delivered since the start.</param>
/// <param name="Failed">Attempts that failed.</param>
/// <param name="Retried">Attempts that were not the first for their event.</param>
/// <param name="Dropped">Events dropped, by cause.</param>
/// <param name="Failures">The last failures, the newest first.</param>
public sealed record WebhookSnapshot(
    string Name, string Place, IReadOnlyList<WebhookEvent> Events, DateTimeOffset? FailingSince, DateTimeOffset? NextTryAt, DateTimeOffset? LastDeliveryAt, int Waiting, long Behind,
    long Delivered, long Failed, long Retried, IReadOnlyDictionary<WebhookDrop, long> Dropped, IReadOnlyList<WebhookFailure> Failures);
