using System.Text;

namespace ChatHub.Chat;

/// <summary>One message of the chat, or one event of the hub. Immutable once it has its <see cref="Id"/>.</summary>
public sealed class ChatMessage
{
    private readonly string? _text;

    private ChatMessage(MessageKind kind, DateTimeOffset at, SessionIdentity? origin, string sender, Encoding encoding, string? text)
    {
        _text = text;
        Kind = kind;
        At = at;
        Origin = origin;
        Sender = sender;
        Encoding = encoding;
    }

    /// <summary>Number within this node's log; only grows. 0 until the message is logged, which is before anyone receives it.</summary>
    public long Id { get; internal set; }

    /// <summary>When the hub took it, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What it is.</summary>
    public MessageKind Kind { get; }

    /// <summary>Name of the room it was said in; <c>*</c> for all rooms; empty where no room is concerned.</summary>
    public string Room { get; internal set; } = "";

    /// <summary>The session it came from or is about; null for the server's own.</summary>
    public SessionIdentity? Origin { get; }

    /// <summary>The name that the sender had then; <c>server</c> for the server's own.</summary>
    public string Sender { get; }

    /// <summary>Exactly the bytes that were sent, a line ending included.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Bytes of <see cref="Body"/> without the line ending.</summary>
    public int TextLength { get; init; }

    /// <summary>Bytes at the start of <see cref="Body"/> in which the sender names itself (<c>小明：</c>); 0 when it does not.</summary>
    public int NameLength { get; init; }

    /// <summary>
    /// The body is only a line ending, of a text that went out before because its ending was late. It is there for those who get the exact
    /// bytes; whoever gets whole lines has had this one.
    /// </summary>
    public bool EndsEarlier { get; init; }

    /// <summary>The line ending stands inside a text that goes on: receivers without endings get it all the same, or lines would run together.</summary>
    public bool EndingInside { get; init; }

    /// <summary>Encoding of <see cref="Body"/>.</summary>
    public Encoding Encoding { get; }

    /// <summary>What happened, for <see cref="MessageKind.System"/>.</summary>
    public SystemEvent? Event { get; init; }

    /// <summary>Why a session ended, for <see cref="SystemEvent.Disconnected"/>.</summary>
    public DisconnectReason Reason { get; init; }

    /// <summary>Who of the operators said or did it; null for sessions and for the hub itself.</summary>
    public string? Operator { get; init; }

    /// <summary>For whom it is, as text for the log: a session's name for a private message, <c>3 connections</c> for a selection; null for the room.</summary>
    public string? Recipient { get; init; }

    /// <summary>How an operator's message goes out; null for plain words. Not kept in the log.</summary>
    public ServerWording? Wording { get; init; }

    /// <summary>The bytes without the line ending.</summary>
    public ReadOnlySpan<byte> TextBytes => Body.Span[..TextLength];

    /// <summary>The text, without line ending. Decoded at each call; bytes that are no text become U+FFFD.</summary>
    public string Text => _text ?? Encoding.GetString(TextBytes);

    /// <summary>The text, where it cannot be had from <see cref="Body"/> alone; null where it can.</summary>
    public string? GivenText => Body.IsEmpty || Kind is MessageKind.Text or MessageKind.Emote or MessageKind.Private ? _text : null;

    /// <summary>Something that a session said. The bytes must not change afterwards.</summary>
    /// <param name="kind">Text, Emote or Private.</param>
    /// <param name="at">When it was taken.</param>
    /// <param name="origin">Who said it.</param>
    /// <param name="sender">The name shown for it.</param>
    /// <param name="body">The exact bytes.</param>
    /// <param name="textLength">How many of them are text; the rest is the ending.</param>
    /// <param name="nameLength">How many at the start are the sender's own naming of itself.</param>
    /// <param name="recipient">For whom, where it is private.</param>
    /// <param name="decoded">The text, where it cannot be had from these bytes alone (a character split over two reads of a raw stream).</param>
    /// <param name="endsEarlier">Whether it is only the late ending of an earlier text.</param>
    /// <param name="endingInside">Whether its line ending stands inside a text that goes on.</param>
    /// <param name="encoding">The encoding of the bytes, where it is not the one that the session began with: then the log keeps the text too.</param>
    public static ChatMessage FromSession(
        MessageKind kind, DateTimeOffset at, SessionIdentity origin, string sender, ReadOnlyMemory<byte> body, int textLength, int nameLength = 0, string? recipient = null, string? decoded = null, bool endsEarlier = false, bool endingInside = false, Encoding? encoding = null) =>
        new(kind, at, origin, sender, encoding ?? origin.Encoding, decoded ?? (encoding is null || encoding.CodePage == origin.Encoding.CodePage ? null : encoding.GetString(body.Span[..textLength]))) { Body = body, TextLength = textLength, NameLength = Math.Min(nameLength, textLength), Recipient = recipient, EndsEarlier = endsEarlier, EndingInside = endingInside };

    /// <summary>Something that an operator said.</summary>
    public static ChatMessage FromServer(DateTimeOffset at, string text, string? @operator, string? recipient)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new(MessageKind.Server, at, null, "server", Encoding.UTF8, text) { Body = body, TextLength = body.Length, Operator = @operator, Recipient = recipient };
    }

    /// <summary>Something that an operator said. The bytes must not change afterwards.</summary>
    public static ChatMessage FromServer(DateTimeOffset at, ServerSaying saying, string? @operator, string? recipient) =>
        new(MessageKind.Server, at, null, "server", Encoding.UTF8, null) { Body = saying.Body, TextLength = saying.Body.Length, Wording = saying.Wording, Operator = @operator, Recipient = recipient };

    /// <summary>Something that happened to a session.</summary>
    public static ChatMessage OfSession(
        DateTimeOffset at, SessionIdentity origin, string name, SystemEvent what, DisconnectReason reason = DisconnectReason.None, string text = "", string? @operator = null) =>
        new(MessageKind.System, at, origin, name, Encoding.UTF8, text) { Event = what, Reason = reason, Operator = @operator };

    /// <summary>Something that happened to a listener.</summary>
    public static ChatMessage OfListener(DateTimeOffset at, string listener, SystemEvent what, string text, string? @operator = null) =>
        new(MessageKind.System, at, null, listener, Encoding.UTF8, text) { Event = what, Operator = @operator };

    /// <summary>Something that happened to the durable log itself.</summary>
    public static ChatMessage OfLog(DateTimeOffset at, SystemEvent what, string text) =>
        new(MessageKind.System, at, null, "server", Encoding.UTF8, text) { Event = what };

    /// <summary>Something that concerns the whole server.</summary>
    public static ChatMessage OfServer(DateTimeOffset at, SystemEvent what, string text, string? @operator) =>
        new(MessageKind.System, at, null, "server", Encoding.UTF8, text) { Event = what, Operator = @operator };

    /// <summary>An entry as the durable log kept it.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="at">When the hub took it, UTC.</param>
    /// <param name="room">Name of its room.</param>
    /// <param name="origin">The session it came from or is about.</param>
    /// <param name="sender">The name that the sender had then.</param>
    /// <param name="body">The exact bytes.</param>
    /// <param name="textLength">How many of them are text.</param>
    /// <param name="nameLength">How many at the start are the sender's own naming of itself.</param>
    /// <param name="text">The text, where it cannot be had from the bytes alone (<see cref="GivenText"/>).</param>
    /// <param name="endsEarlier">Whether it is only the late ending of an earlier text.</param>
    /// <param name="endingInside">Whether its line ending stands inside a text that goes on.</param>
    /// <param name="what">What happened.</param>
    /// <param name="reason">Why a session ended.</param>
    /// <param name="operator">Who of the operators said or did it.</param>
    /// <param name="recipient">For whom it is.</param>
    public static ChatMessage FromLog(
        long id, MessageKind kind, DateTimeOffset at, string room, SessionIdentity? origin, string sender, ReadOnlyMemory<byte> body, int textLength, int nameLength,
        string? text, bool endsEarlier, bool endingInside, SystemEvent? what, DisconnectReason reason, string? @operator, string? recipient) =>
        new(kind, at, origin, sender, kind is MessageKind.Server or MessageKind.System ? Encoding.UTF8 : origin?.Encoding ?? Encoding.UTF8, text ?? (kind == MessageKind.System ? "" : null))
        {
            Id = id,
            Room = room,
            Body = body,
            TextLength = textLength,
            NameLength = text is null ? nameLength : 0, // in another encoding than the session's: the text stands whole
            EndsEarlier = endsEarlier,
            EndingInside = endingInside,
            Event = what,
            Reason = reason,
            Operator = @operator,
            Recipient = recipient,
        };
}
