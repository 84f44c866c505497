using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Protocols.Raw;

/// <summary>One raw connection.</summary>
internal sealed class RawSession(Connection connection, RawProtocol protocol) : ProtocolSession(connection, protocol.Format)
{
    private volatile RawProtocol _protocol = protocol;
    private Decoder? _decoder;

    public override Task Receive(Span<byte> input, DateTimeOffset now)
    {
        Connection.Spend();
        var message = ChatMessage.FromSession(
            MessageKind.Text, now, Connection.Identity, Connection.Session.Name, input.ToArray(), TextLength(input), decoded: Decode(input), encoding: _protocol.Settings.Encoding);
        return Connection.Publish([message]);
    }

    public override void Become(IChatProtocol next, DateTimeOffset now)
    {
        _protocol = (RawProtocol)next;
        _decoder = null;
        Format = _protocol.Format;
    }

    public override ReadOnlyMemory<byte> Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent) =>
        string.IsNullOrEmpty(_protocol.Settings.Greeting) ? default : _protocol.Settings.Encoding.GetBytes(
            Greetings.Fill(_protocol.Settings.Greeting, SessionNames.GuestName(Connection.Id), room, others));

    /// <summary>A line ending at the end of the read is an ending for those who get lines; Raw receivers get all the bytes.</summary>
    private static int TextLength(ReadOnlySpan<byte> input) => input switch
    {
        [.., (byte)'\r', (byte)'\n'] => input.Length - 2,
        [.., (byte)'\n' or (byte)'\r'] => input.Length - 1,
        _ => input.Length,
    };

    /// <summary>
    /// The text for screens, decoded over the borders of reads: a character split over two reads stands in the second. Null, so that it
    /// is decoded when somebody looks, where the bytes are text by themselves.
    /// </summary>
    private string? Decode(ReadOnlySpan<byte> input)
    {
        var encoding = _protocol.Settings.Encoding;
        if (_decoder is null && System.Text.Unicode.Utf8.IsValid(input) && encoding.CodePage == Encoding.UTF8.CodePage)
        {
            return null;
        }

        _decoder ??= encoding.GetDecoder();
        var chars = new char[encoding.GetMaxCharCount(input.Length)];
        var text = chars.AsSpan(0, _decoder.GetChars(input, chars, flush: false));
        return new string(text[..^Math.Min(text.Length, input.Length - TextLength(input))]); // its ending is CR and LF in all encodings
    }
}
