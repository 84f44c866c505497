using System.Buffers;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols.Raw;

/// <summary>Bytes as they come: each read is a message, nothing is added.</summary>
internal sealed class RawProtocol(ListenerSettings settings) : IChatProtocol
{
    public ListenerSettings Settings { get; } = settings;

    public BatchFormat Format { get; } = new RawFormat(settings);

    public ProtocolSession Open(Connection connection) => new RawSession(connection, this);

    public ReadOnlyMemory<byte> Refusal(string reason) => default;

    private sealed class RawFormat(ListenerSettings settings) : BatchFormat
    {
        public override void Encode(ChatMessage message, IBufferWriter<byte> output)
        {
            switch (message.Kind)
            {
                case MessageKind.Server when message.Wording is { } wording:
                    output.WriteServer(message, wording, settings.OperatorPrefix, settings.Encoding, []);
                    break;
                case MessageKind.Server:
                    output.WriteText(settings.OperatorPrefix, settings.Encoding);
                    output.WriteBody(message, message.Body.Span, settings.Encoding);
                    break;
                case MessageKind.Text or MessageKind.Emote or MessageKind.Private:
                    output.Write(message.Body.Span); // never transcoded: the bytes are the message
                    break;
            }
        }
    }
}
