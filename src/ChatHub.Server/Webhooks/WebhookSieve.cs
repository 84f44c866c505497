using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Storage.MessageLog.Search;

namespace ChatHub.Server.Webhooks;

/// <summary>Says which event an entry of the message log is to a webhook. One caller at a time.</summary>
internal sealed class WebhookSieve(MessageFilter filter)
{
    private readonly TokenWriter _tokens = new();

    /// <summary>Whether an entry that is only the beginning of a text cannot be judged by it.</summary>
    public bool NeedsWholeTexts => filter.Text is not null;

    /// <summary>The event; null where it is none. Private messages are sent only where the filter names their kind.</summary>
    public WebhookEvent? EventOf(ChatMessage entry) => entry.Kind switch
    {
        MessageKind.System => entry.Event switch
        {
            SystemEvent.Connected => WebhookEvent.Connect,
            SystemEvent.Disconnected => WebhookEvent.Disconnect,
            SystemEvent.ListenerFaulted or SystemEvent.LogDegraded or SystemEvent.LogRecovered or SystemEvent.LogGap or SystemEvent.LogSetAside or SystemEvent.LogMissing
                or SystemEvent.LogUnreadable => WebhookEvent.Fault,
            _ => null,
        },
        MessageKind.Private when filter.Query.Kinds is null => null,
        _ => filter.Meets(entry, _tokens) ? WebhookEvent.Message : null,
    };
}
