using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Tests.Doubles;

namespace ChatHub.Server.Tests.Storage.MessageLog;

/// <summary>Entries of the log, as the hub would give them.</summary>
internal static class Entries
{
    public static readonly SessionIdentity Anna = new(7, "relay", "192.0.2.1:1007", Encoding.UTF8);

    /// <summary>A message with a number.</summary>
    public static ChatMessage Said(
        long id, string text, string room = "lobby", DateTimeOffset? at = null, SessionIdentity? origin = null, MessageKind kind = MessageKind.Text, string sender = "Anna") =>
        Made(id, Encoding.UTF8.GetBytes(text), kind, room, at, origin, sender);

    public static ChatMessage Made(
        long id, byte[] body, MessageKind kind = MessageKind.Text, string room = "lobby", DateTimeOffset? at = null, SessionIdentity? origin = null, string sender = "Anna",
        string? text = null, int endingBytes = 0, int nameLength = 0, bool endsEarlier = false, bool endingInside = false, SystemEvent? what = null,
        DisconnectReason reason = DisconnectReason.None, string? by = null, string? recipient = null) =>
        ChatMessage.FromLog(
            id, kind, at ?? Sample.Noon.AddSeconds(id), room, kind == MessageKind.Server ? null : origin ?? Anna, sender, body, body.Length - endingBytes, nameLength,
            text, endsEarlier, endingInside, what, reason, by, recipient);

    /// <summary>All that a reader can see of an entry, in words: two that are alike are the same.</summary>
    public static string Describe(ChatMessage message) => string.Join(
        " | ", message.Id, message.Kind, message.At.ToString("O"), message.Room, message.Sender, Convert.ToHexString(message.Body.Span), message.TextLength, message.NameLength,
        message.EndsEarlier, message.EndingInside, Escaped(message.Text), Escaped(message.GivenText), message.Event, message.Reason, Escaped(message.Operator), Escaped(message.Recipient),
        message.Encoding.WebName, message.Origin is { } origin ? $"{origin.Id} {origin.Listener} {origin.Remote} {origin.Encoding.WebName}" : "none");

    private static string Escaped(string? text) => text is null ? "null" : $"'{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}'";
}
