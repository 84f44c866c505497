using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;

namespace ChatHub.Server.Api;

/// <summary>An entry of the message log as the API gives it. What is null is left out.</summary>
/// <param name="Id">Its number, which only grows.</param>
/// <param name="At">When the hub took it, UTC.</param>
/// <param name="Kind"><c>text emote private server system</c>.</param>
/// <param name="Room">The room; <c>*</c> for all rooms, empty for none.</param>
/// <param name="Connection">Number of the connection it came from or is about.</param>
/// <param name="Sender">The name that the sender had then.</param>
/// <param name="Listener">Name of the listener.</param>
/// <param name="Remote">Remote endpoint.</param>
/// <param name="Text">The text, without its line ending; its beginning where it is truncated.</param>
/// <param name="Bytes">Bytes of the whole body, line ending included.</param>
/// <param name="Truncated">True where the text is only the beginning: <c>/messages/{id}</c> has the whole.</param>
/// <param name="Operator">Who of the operators said or did it.</param>
/// <param name="Event">What happened, for <c>system</c>: <c>connected disconnected listenerStarted …</c>.</param>
/// <param name="Reason">Why a connection ended.</param>
/// <param name="Recipient">For whom it is, where it was not for the room.</param>
/// <param name="Base64">The exact bytes, where one entry was asked for.</param>
internal sealed record MessageModel(
    long Id,
    DateTimeOffset At,
    string Kind,
    string Room,
    long? Connection,
    string Sender,
    string? Listener,
    string? Remote,
    string Text,
    int Bytes,
    bool? Truncated,
    string? Operator,
    string? Event,
    string? Reason,
    string? Recipient,
    string? Base64)
{
    /// <summary>An entry as a list has it.</summary>
    public static MessageModel Of(LoggedMessage entry) => Of(entry.Message, entry.BodyBytes, entry.IsCut, null);

    /// <summary>An entry whole, with its bytes.</summary>
    public static MessageModel Whole(ChatMessage message) => Of(message, message.Body.Length, false, Convert.ToBase64String(message.Body.Span));

    // Where a text is cut, the cut may fall into a character.
    private static MessageModel Of(ChatMessage message, int bytes, bool isCut, string? base64) => new(
        message.Id, message.At, ExportNames.Of(message.Kind), message.Room, message.Origin?.Id, message.Sender, message.Origin?.Listener, message.Origin?.Remote, isCut ? message.Text.TrimEnd('\uFFFD') : message.Text, bytes,
        isCut ? true : null, message.Operator, message.Event is { } what ? ExportNames.Of(what) : null,
        message.Reason == DisconnectReason.None ? null : ExportNames.Of(message.Reason), message.Recipient, base64);
}
