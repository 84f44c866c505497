using System.Buffers.Text;
using System.Text;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Protocols.Relay;

/// <summary>One Relay connection: learns the name that the client gives itself in its text, and knows the farewell.</summary>
internal sealed class RelaySession(Connection connection, RelayProtocol protocol) : LineSession(connection, protocol.Lines)
{
    /// <summary>Where a name ends at the latest.</summary>
    private const int MaxNameBytes = 4 * SessionNames.MaxLength;

    private volatile RelayProtocol _protocol = protocol;
    private byte[] _nameBytes = [];
    private IReadOnlyCollection<string>? _namesKept; // the operators' names that it was compared with

    public override void Become(IChatProtocol next, DateTimeOffset now)
    {
        Adopt(((RelayProtocol)next).Lines, now);
        _protocol = (RelayProtocol)next;
        _nameBytes = [];
    }

    public override ReadOnlyMemory<byte> Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        var greeting = _protocol.Lines.Settings.Greeting ?? "";
        return greeting.Contains('{', StringComparison.Ordinal)
            ? _protocol.Lines.Settings.Encoding.GetBytes(Greetings.Fill(greeting, SessionNames.GuestName(Connection.Id), room, others))
            : _protocol.Greeting;
    }

    protected override void OnFrame(in Frame frame, int rest, List<ChatMessage> messages)
    {
        var farewell = _protocol.Farewell.Span;
        if (farewell.Length > 0 && frame.Text.EndsWith(farewell))
        {
            var before = frame.Text[..^farewell.Length];
            if (before.Length > 0)
            {
                Add(before, before.Length, rest, messages);
            }

            Publish(messages);
            Connection.Close(DisconnectReason.Farewell);
            return;
        }

        Add(frame.Bytes, frame.TextLength, rest, messages);
    }

    protected override ReadOnlyMemory<byte> Line(string text) => OperatorLine(text);

    private void Add(ReadOnlySpan<byte> bytes, int textLength, int rest, List<ChatMessage> messages)
    {
        var nameLength = LearnName(bytes[..textLength]);
        messages.Add(ChatMessage.FromSession(
            MessageKind.Text, Now, Connection.Identity, Connection.Session.Name, Keep(bytes, rest), textLength, nameLength,
            endsEarlier: EndsEarlier, endingInside: EndingsInside, encoding: _protocol.Lines.Settings.Encoding));
    }

    /// <summary>Shows the client to operators under what stands before the first colon of its text. Returns the bytes of the name and the colon, 0 without a name.</summary>
    private int LearnName(ReadOnlySpan<byte> text)
    {
        var (end, colon) = FindColon(text[..Math.Min(text.Length, MaxNameBytes + 3)]);
        if (end <= 0 || (colon == 1 && !IsName(text, end)))
        {
            return 0;
        }

        var bytes = text[..end];
        if (bytes.SequenceEqual(_nameBytes) && ReferenceEquals(_namesKept, Connection.Hub.Names.OfOperators))
        {
            return end + colon;
        }

        var written = _protocol.Lines.Settings.Encoding.GetString(bytes);
        var name = SessionNames.Clean(written);
        if (name.Length == 0 || name != SessionNames.Compose(written).Trim())
        {
            return 0;
        }

        if (Connection.MutedUntil is not null)
        {
            return 0; // a name is seen by all: it would be a way to speak
        }

        var kept = Connection.Hub.Names.OfOperators; // before it is asked: a newer list is asked again
        if (!Connection.Hub.ShowAs(Connection.Session, name))
        {
            return 0; // an operator's name is part of the text then: on screens the text says it, not the sender
        }

        (_nameBytes, _namesKept) = (bytes.ToArray(), kept);
        return end + colon;
    }

    /// <summary>Where the first colon stands, and how many bytes it has.</summary>
    private (int End, int Colon) FindColon(ReadOnlySpan<byte> head)
    {
        var encoding = _protocol.Lines.Settings.Encoding;
        if (encoding.CodePage == Encoding.UTF8.CodePage)
        {
            var narrow = head.IndexOf((byte)':');
            var wide = (narrow < 0 ? head : head[..narrow]).IndexOf("："u8);
            return wide >= 0 ? (wide, 3) : (narrow, 1);
        }

        // Elsewhere the bytes of a colon may stand across two characters (校好 in GB18030), and bytes that are no text may decode to a question mark.
        var chars = encoding.GetString(head);
        var at = chars.AsSpan().IndexOfAny('：', ':');
        if (at < 0 || !head.StartsWith(encoding.GetBytes(chars[..at])))
        {
            return (-1, 0);
        }

        return (encoding.GetByteCount(chars.AsSpan(0, at)), encoding.GetByteCount(chars.AsSpan(at, 1)));
    }

    /// <summary>Before an ASCII colon: not a time of day (<c>12:30</c>), not a scheme (<c>http://</c>).</summary>
    private static bool IsName(ReadOnlySpan<byte> text, int end) =>
        !text[(end + 1)..].StartsWith("//"u8)
        && !(Utf8Parser.TryParse(text[..end], out long _, out var digits) && digits == end);
}
