using System.Buffers;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols.Relay;

/// <summary>How messages look to Relay clients of one ending.</summary>
/// <param name="settings">The listener's settings.</param>
/// <param name="ending">Their ending; null when it is not known: then a client's message has its sender's own, and the hub's words have <c>\n</c>.</param>
internal sealed class RelayFormat(ListenerSettings settings, byte[]? ending) : BatchFormat
{
    public override void Encode(ChatMessage message, IBufferWriter<byte> output)
    {
        var encoding = settings.Encoding;
        if (message.EndsEarlier && ending is { Length: > 0 })
        {
            return; // they got the whole line, with their ending, when its text came
        }

        switch (message.Kind)
        {
            case MessageKind.Text:
                Attribute(message, output);
                break;
            case MessageKind.Emote:
                output.WriteText($"* {message.Sender} ", encoding);
                break;
            case MessageKind.Private:
                output.WriteText($"[{message.Sender} → {message.Recipient}] ", encoding);
                break;
            case MessageKind.Server when message.Wording is { } wording:
                output.WriteServer(message, wording, settings.OperatorPrefix, encoding, ending ?? "\n"u8);
                return;
            case MessageKind.Server:
                output.WriteText(settings.OperatorPrefix, encoding);
                break;
            default:
                return; // no join or leave notice goes to Relay clients
        }

        if (message.Kind != MessageKind.Server && (ending is null || (ending.Length == 0 && message.EndingInside)))
        {
            output.WriteBody(message, message.Body.Span, encoding);
        }
        else
        {
            output.WriteBody(message, message.TextBytes, encoding);
            output.Write(ending ?? "\n"u8);
        }
    }

    private void Attribute(ChatMessage message, IBufferWriter<byte> output)
    {
        switch (settings.Attribution)
        {
            case Attribution.Name when message.NameLength == 0:
                output.WriteText($"{message.Sender}：", settings.Encoding);
                break;
            case Attribution.Endpoint:
                output.WriteText($"客户端[{message.Origin?.Remote}]：", settings.Encoding);
                break;
        }
    }
}
