namespace ChatHub.Chat;

internal enum RoomItemKind : byte
{
    /// <summary>A message for all members.</summary>
    Message,

    /// <summary>A message for some sessions: the subject is a <see cref="TargetedMessage"/>.</summary>
    Targeted,

    /// <summary>A session joins; the message is the notice of it.</summary>
    Join,

    /// <summary>A session leaves this room and stays open.</summary>
    Leave,

    /// <summary>A session ends; the message is the notice of it.</summary>
    Close,
}

/// <summary>One thing for a room's pump to do, in order with all others.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Message">The message, or the notice.</param>
/// <param name="Subject">A <see cref="RoomMember"/> for Join; the <see cref="Session"/> it comes from or is about otherwise; null for the server's own.</param>
internal readonly record struct RoomItem(RoomItemKind Kind, ChatMessage Message, object? Subject)
{
    /// <summary>What an item weighs beside its body: object headers, fields, queue slots.</summary>
    public const int Overhead = 200;

    public int Weight => Message.Body.Length + Overhead;
}

/// <summary>A message for some sessions only.</summary>
/// <param name="Recipients">Who gets it; null for all members.</param>
/// <param name="Ticket">Who wants to know what became of it.</param>
/// <param name="InAllRooms">Whether it goes to all rooms: then who is in several gets it in the one it speaks in.</param>
internal sealed record TargetedMessage(IReadOnlyList<Session>? Recipients, SendTicket? Ticket, bool InAllRooms = false);
