using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Webhooks;

/// <summary>An event that a webhook is to be told.</summary>
/// <param name="Event">What it is.</param>
/// <param name="Entry">The entry of the message log that it is about, as lists have it: at most the first 4 KB of a body.</param>
internal sealed record WebhookItem(WebhookEvent Event, LoggedMessage Entry)
{
    /// <summary>Number of the entry.</summary>
    public long Id => Entry.Message.Id;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At => Entry.Message.At;

    /// <summary>
    /// What a receiver knows a double by: the same over retries and restarts. The time is in it because numbers may be given anew after a crash that took entries with it.
    /// </summary>
    public string DeliveryId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}-{MessageTime.ToMicroseconds(At)}");
}
