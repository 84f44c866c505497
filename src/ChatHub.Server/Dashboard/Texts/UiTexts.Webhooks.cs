using ChatHub.Server.Webhooks;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Webhooks.</summary>
public partial class UiTexts
{
    internal virtual string Webhooks => "Webhooks";
    internal virtual string WebhookNamed(string name) => $"Webhook {name}";
    internal virtual string NoWebhooks => "No webhook is set";
    internal virtual string NoWebhooksHint => "A webhook tells another server when clients come and go, when something is said, or when something fails. They are settings: ChatHub:Webhooks (docs/webhooks.md).";
    internal virtual string WebhookTest => "Send a test";
    internal virtual string WebhookTestOne(string name) => $"Send a test to {name}";
    internal virtual string WebhookTestGood(int status) => $"The test was taken (status {status}).";
    internal virtual string WebhookTestBad(string why) => $"The test was not taken: {why}.";
    internal virtual string WebhookWorks => "works";
    internal virtual string WebhookFails(string since) => $"fails since {since}; is tried now";
    internal virtual string WebhookFailsUntil(string since, string left) => $"fails since {since}; is tried again in {left}";
    internal virtual string WebhookSends => "Sends";
    internal virtual string WebhookLastDelivery => "Last delivery";
    internal virtual string WebhookNotYet => "none since the start";
    internal virtual string WebhookDelivered => "Delivered";
    internal virtual string WebhookRetried => "Tried again";
    internal virtual string WebhookWaiting => "Waiting";
    internal virtual string WebhookBehind(string entries) => $"Events that are read and not delivered; {entries} entries of the message log are not looked at yet";
    internal virtual string WebhookDropped => "Dropped";
    internal virtual string WebhookFailures => "Last failures";
    internal virtual string WebhookEventColumn => "Event";
    internal virtual string WebhookDelivery => "Delivery";
    internal virtual string WebhookStatus => "Status";
    internal virtual string WebhookWhy => "What went wrong";

    internal virtual string WebhookEventName(WebhookEvent what) => what switch
    {
        WebhookEvent.Connect => "connects",
        WebhookEvent.Disconnect => "disconnects",
        WebhookEvent.Message => "messages",
        WebhookEvent.Fault => "faults",
        _ => "test",
    };

    internal virtual string WebhookDropText(WebhookDrop cause) => cause switch
    {
        WebhookDrop.TooOld => "too old",
        WebhookDrop.TooMany => "too far behind",
        WebhookDrop.Refused => "refused by the receiver",
        _ => "not in the message log any more",
    };

    internal virtual string WebhookFaultText(WebhookAnswer answer) => answer.Fault switch
    {
        WebhookFault.None => "nothing",
        WebhookFault.Status => answer.Status switch
        {
            401 or 403 => "the receiver does not let it in",
            404 or 410 => "there is nothing at the address",
            429 => "the receiver has too much to do",
            >= 500 => "the receiver failed",
            _ => "the receiver refused it",
        },
        WebhookFault.Redirect => "the receiver answers with another address, which is not followed",
        WebhookFault.NoSuchHost => "the name of the host is not known",
        WebhookFault.NoConnection => "no connection could be made",
        WebhookFault.Tls => "TLS failed: the certificate is not trusted, or is of another host",
        WebhookFault.Timeout => "no answer came in time",
        WebhookFault.Unsendable => "a fault of this server; its log has more",
        _ => "the connection broke, or what came was no HTTP",
    };
}
