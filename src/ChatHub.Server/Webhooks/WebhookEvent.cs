using System.Diagnostics.CodeAnalysis;

namespace ChatHub.Server.Webhooks;

/// <summary>What a webhook is told.</summary>
public enum WebhookEvent : byte
{
    /// <summary>A client connected.</summary>
    Connect,

    /// <summary>A client's connection ended.</summary>
    Disconnect,

    /// <summary>Something was said that meets the filter.</summary>
    Message,

    /// <summary>Something of the server failed, or works again: a listener, the message log.</summary>
    Fault,

    /// <summary>An operator tries whether it arrives. It is about nothing.</summary>
    Test,
}

/// <summary>The names of events, as the settings and the requests have them.</summary>
internal static class WebhookEvents
{
    /// <summary>Those that can be set.</summary>
    public static IReadOnlyList<WebhookEvent> All { get; } = [WebhookEvent.Connect, WebhookEvent.Disconnect, WebhookEvent.Message, WebhookEvent.Fault];

    /// <summary>The name of one.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Lower case is how the names are written.")]
    public static string NameOf(WebhookEvent one) => one.ToString().ToLowerInvariant();

    /// <summary>Those of a list with commas between; null where it names none, or something else.</summary>
    public static IReadOnlyList<WebhookEvent>? Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = All.Where(one => names.Contains(NameOf(one), StringComparer.OrdinalIgnoreCase)).ToArray();
        return names.Length > 0 && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == found.Length ? found : null;
    }
}
