using System.Diagnostics.Metrics;

namespace ChatHub.Server.Webhooks;

/// <summary>What the meter <c>ChatHub</c> has of webhooks, all by their names.</summary>
internal static class WebhookMetrics
{
    /// <summary>Adds the instruments.</summary>
    public static void Add(Meter meter, WebhookService webhooks)
    {
        meter.CreateObservableCounter("chathub.webhook.delivered", () => Of(one => one.Delivered), "{event}", "Events that the receiver of a webhook took");
        meter.CreateObservableCounter("chathub.webhook.failed", () => Of(one => one.Failed), "{attempt}", "Attempts that failed");
        meter.CreateObservableCounter("chathub.webhook.retried", () => Of(one => one.Retried), "{attempt}", "Attempts that were not the first for their event");
        meter.CreateObservableCounter("chathub.webhook.dropped", () => webhooks.List().SelectMany(one => one.Dropped.Select(dropped =>
            new Measurement<long>(dropped.Value, Tag("webhook", one.Name), Tag("cause", dropped.Key.ToString())))), "{event}", "Events that were not delivered, by cause");
        meter.CreateObservableUpDownCounter("chathub.webhook.queue", () => Of(one => one.Waiting), "{event}", "Events read and not delivered yet");
        meter.CreateObservableGauge("chathub.webhook.behind", () => Of(one => one.Behind), "{entry}", "Entries of the message log that a webhook has not looked at");
        meter.CreateObservableGauge("chathub.webhook.failing", () => Of(one => one.FailingSince is null ? 0 : 1), "1", "1 since an attempt failed until one succeeds");

        IEnumerable<Measurement<long>> Of(Func<WebhookSnapshot, long> figure) => webhooks.List().Select(one => new Measurement<long>(figure(one), Tag("webhook", one.Name)));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
