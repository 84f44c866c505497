using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Search;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>A <see cref="MessageQuery"/> made ready: what each filter means is said here, for the index, the rows and the entries in memory alike. Immutable.</summary>
internal sealed class MessageFilter
{
    /// <summary>Stands for all rooms.</summary>
    public const string EveryRoom = "*";

    /// <summary>Makes a query ready.</summary>
    /// <exception cref="MessageQueryException">Its text cannot be searched for.</exception>
    public MessageFilter(MessageQuery query)
    {
        Query = query;
        Text = SearchText.Parse(query.Text);
        Remote = string.IsNullOrWhiteSpace(query.Remote) ? null : RemoteName.Parse(query.Remote);
        Kinds = query.Kinds is { Count: > 0 } kinds && kinds.Distinct().Count() < Enum.GetValues<MessageKind>().Length ? [.. kinds.Distinct().Order()] : null;
        From = query.From is { } from ? Ceiling(from) : long.MinValue;
        To = query.To is { } to ? Ceiling(to) : long.MaxValue;
    }

    /// <summary>What it was made of.</summary>
    public MessageQuery Query { get; }

    /// <summary>The text; null for any.</summary>
    public SearchText? Text { get; }

    /// <summary>The remote endpoint; null for any.</summary>
    public RemoteName? Remote { get; }

    /// <summary>The kinds; null for all.</summary>
    public IReadOnlyList<MessageKind>? Kinds { get; }

    /// <summary>The earliest time, in microseconds, inclusive.</summary>
    public long From { get; }

    /// <summary>The latest time, in microseconds, exclusive.</summary>
    public long To { get; }

    /// <summary>Whether the time is limited.</summary>
    public bool HasTime => From != long.MinValue || To != long.MaxValue;

    /// <summary>Name of the room; null for any.</summary>
    public string? Room => NullIfEmpty(Query.Room);

    /// <summary>Name of the listener; null for any.</summary>
    public string? Listener => NullIfEmpty(Query.Listener);

    /// <summary>Name of the sender; null for any.</summary>
    public string? Sender => NullIfEmpty(Query.Sender);

    /// <summary>Whether the index can tell what meets it.</summary>
    public bool IsIndexed => Text is not null || Remote is not null || Kinds is not null || Room is not null || Listener is not null || Sender is not null || Query.Connection is not null;

    /// <summary>Whether names are the same to a reader.</summary>
    public static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a room is the one asked for; what was said to all rooms belongs to each.</summary>
    public bool IsRoom(string room) => Room is null || room == EveryRoom || IsSame(room, Room);

    /// <summary>Whether an entry in memory meets it.</summary>
    /// <param name="message">The entry.</param>
    /// <param name="tokens">To be used for its text.</param>
    public bool Meets(ChatMessage message, TokenWriter tokens)
    {
        var at = MessageTime.ToMicroseconds(message.At);
        return at >= From && at < To
            && Kinds?.Contains(message.Kind) != false
            && IsRoom(message.Room)
            && (Sender is null || IsSame(message.Sender, Sender))
            && (Query.Connection is null || message.Origin?.Id == Query.Connection)
            && (Listener is null || IsSame(ListenerOf(message), Listener))
            && (Remote is null || (message.Origin is { } origin && Remote.Is(origin.Remote)))
            && (Text is null || HasText(message, tokens));
    }

    /// <summary>The listener that an entry came over or is about; empty where none is.</summary>
    public static string ListenerOf(ChatMessage message) =>
        message.Origin?.Listener ?? (message.Kind == MessageKind.System && ListenerEvents.Include(message.Event) ? message.Sender : "");

    private bool HasText(ChatMessage message, TokenWriter tokens)
    {
        tokens.Clear();
        tokens.Write(System.Text.Encoding.UTF8.GetBytes(message.Text));
        return Text!.IsIn(tokens.Written);
    }

    private static string? NullIfEmpty(string? name) => string.IsNullOrEmpty(name) ? null : name;

    /// <summary>The first microsecond at or after a time: entries have whole ones.</summary>
    private static long Ceiling(DateTimeOffset time) => MessageTime.ToMicroseconds(time) + (time.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1);
}
