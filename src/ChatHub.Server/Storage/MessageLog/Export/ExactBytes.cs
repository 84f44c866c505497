using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>What a text does not say about the bytes of an entry.</summary>
internal static class ExactBytes
{
    /// <summary>
    /// Whether the bytes are the text in UTF-8 and then <see cref="Ending"/>: then they need not be written beside it.
    /// </summary>
    public static bool AreText(ChatMessage message, string text) =>
        message.Body.IsEmpty
            ? message.Kind == MessageKind.System || text.Length == 0
            : Encoding.UTF8.GetByteCount(text) == message.TextLength && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(message.TextBytes) && Ending(message) is not null;

    /// <summary>The line ending; null when what follows the text is none that is known.</summary>
    public static string? Ending(ChatMessage message) => message.Body.Span[message.TextLength..] switch
    {
        [] => "",
        [(byte)'\n'] => "\n",
        [(byte)'\r'] => "\r",
        [(byte)'\r', (byte)'\n'] => "\r\n",
        _ => null,
    };
}
