using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Which entries of the message log are asked for: those that meet every condition given. Null, empty: any.</summary>
public sealed record MessageQuery
{
    /// <summary>All entries.</summary>
    public static MessageQuery All { get; } = new();

    /// <summary>
    /// Text to find: words (<c>hello</c>), prefixes (<c>hel*</c>), quoted phrases (<c>"good morning"</c>), any substring of Chinese text; all of them must
    /// occur. Case and accents do not matter. At most 200 characters.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Name of the room, whole; case does not matter. What was said to all rooms (<c>*</c>) belongs to each.</summary>
    public string? Room { get; init; }

    /// <summary>Name of the listener, whole; case does not matter.</summary>
    public string? Listener { get; init; }

    /// <summary>Number of the connection.</summary>
    public long? Connection { get; init; }

    /// <summary>Name of the sender, whole; case does not matter.</summary>
    public string? Sender { get; init; }

    /// <summary>Remote endpoint (<c>10.0.0.7:51312</c>), or an address alone, which finds all its ports.</summary>
    public string? Remote { get; init; }

    /// <summary>The kinds wanted.</summary>
    public IReadOnlyList<MessageKind>? Kinds { get; init; }

    /// <summary>The earliest time, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time, exclusive.</summary>
    public DateTimeOffset? To { get; init; }
}
