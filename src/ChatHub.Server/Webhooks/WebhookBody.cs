using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatHub.Server.Api;

namespace ChatHub.Server.Webhooks;

/// <summary>What is sent: JSON (docs/webhooks.md).</summary>
/// <param name="Id">What a receiver knows a double by.</param>
/// <param name="Event"><c>connect disconnect message fault test</c>.</param>
/// <param name="Webhook">Name of the webhook.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Entry">The entry of the message log, as the API gives it; none of a test.</param>
internal sealed record WebhookBody(string Id, string Event, string Webhook, DateTimeOffset At, MessageModel? Entry)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for programs, not for pages: Chinese as it is
        Converters = { new UtcTimeConverter() },
    };

    /// <summary>Of an event.</summary>
    public static WebhookBody Of(WebhookItem item, string webhook) => new(item.DeliveryId, WebhookEvents.NameOf(item.Event), webhook, item.At, MessageModel.Of(item.Entry));

    /// <summary>Of a test.</summary>
    public static WebhookBody OfTest(DateTimeOffset at, string webhook) => new($"test-{at.ToUnixTimeMilliseconds()}", WebhookEvents.NameOf(WebhookEvent.Test), webhook, at, null);

    /// <summary>As bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);
}
