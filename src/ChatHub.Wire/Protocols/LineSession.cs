using System.Globalization;
using System.Runtime.InteropServices;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Protocols;

/// <summary>What Relay and Chat have in common: bytes become frames, frames become messages that are published together, and the client's line ending is learned.</summary>
internal abstract class LineSession(Connection connection, LineProtocol protocol) : ProtocolSession(connection, protocol.Formats.Initial)
{

    /// <summary>A second message over the limit within this time ends the session.</summary>
    private static readonly TimeSpan s_episode = TimeSpan.FromMinutes(1);

    /// <summary>Most bytes of an array that several messages share.</summary>
    private const int ChunkBytes = 4 * 1024;

    [ThreadStatic]
    private static List<ChatMessage>? s_messages;

    private volatile LineProtocol _lines = protocol;
    private LineFramer _framer = new(protocol.Framing, connection.Services.Time);
    private DateTimeOffset? _refusedAt;
    private bool _flushed;
    private bool _speaksLines;
    private byte[]? _chunk;
    private int _chunkUsed;
    private Task _hold = Task.CompletedTask;

    public override TimeSpan? UntilFlush => _framer.UntilFlush;

    /// <summary>The bytes that end a line for this client, as far as it is known; <c>\n</c> until then.</summary>
    protected virtual ReadOnlySpan<byte> LineEnding => _lines.Formats.EndingOf(Format);

    protected DateTimeOffset Now { get; private set; }

    /// <summary>Whether line endings in what is being read stand inside a text: it does not end with one, and the client does not speak in lines.</summary>
    protected bool EndingsInside { get; private set; }

    /// <summary>Whether the frame being taken is only the late ending of a text that silence made a message before.</summary>
    protected bool EndsEarlier { get; private set; }

    public override Task Receive(Span<byte> input, DateTimeOffset now)
    {
        Now = now;
        var messages = NewMessages();
        ReadOnlySpan<byte> rest = input;
        EndingsInside = !_speaksLines && !(Connection.Piece?.ReadEndsLine ?? input is [.., (byte)'\n' or (byte)'\r']); // a piece is cut at a line for the flood limits, not by the client
        LineEnding? ending = null;
        while (!Connection.Session.IsClosed && _framer.TryRead(ref rest, out var frame))
        {
            ending = frame.Outcome == FrameOutcome.TooLong ? ending : frame.Ending;
            Take(frame, rest.Length, messages);
        }

        // Text with line breaks inside it and none at its end is not the way of a client that speaks in lines.
        if (ending is { } last && !_framer.HasRemainder && Connection.Piece?.IsLast != false)
        {
            Learn(last);
        }

        Publish(messages);
        _chunk = null;
        var hold = _hold;
        _hold = Task.CompletedTask;
        return hold;
    }

    public override Task Flush(DateTimeOffset now)
    {
        Now = now;
        if (!_framer.TryFlush(out var frame))
        {
            return Task.CompletedTask;
        }

        var messages = NewMessages();
        Learn(frame.Ending);
        Take(frame, 0, messages);
        ReadOnlySpan<byte> nothing = default;
        _framer.TryRead(ref nothing, out _); // the frame is done with: its buffer goes back before the silence that may follow
        Publish(messages);
        _chunk = null;
        return _hold;
    }

    public override void EndOfInput(DateTimeOffset now)
    {
        Now = now;
        if (_framer.TryComplete(out var frame))
        {
            var messages = NewMessages();
            Take(frame, 0, messages);
            Publish(messages); // nothing more is read: there is nobody to slow down
            _chunk = null;
        }
    }

    public override ReadOnlyMemory<byte> DroppedNotice(int messages) =>
        Line(string.Create(CultureInfo.InvariantCulture, $"{messages} messages were left out here: this connection reads too slowly 读取太慢，此处省略 {messages} 条消息"));

    public override ReadOnlyMemory<byte> LastWord(DisconnectReason reason) =>
        _lines.Settings.SayWhy && EndingWords.For(reason) is { } words ? OperatorLine(Connection.ClosedWhy is { Length: > 0 } why ? $"{words}: {why}" : words) : default;

    public override ReadOnlyMemory<byte> Notice(string text) => OperatorLine(text);

    /// <summary>What has come counts as said; what comes from now on is read as the other protocol says. The ending that was learned holds on.</summary>
    protected void Adopt(LineProtocol next, DateTimeOffset now)
    {
        EndOfInput(now);
        _framer = new(next.Framing, Connection.Services.Time);
        Format = next.Formats.Like(_lines.Formats, Format);
        _lines = next;
    }

    /// <summary>Turns a frame into messages, or does what it says.</summary>
    protected abstract void OnFrame(in Frame frame, int rest, List<ChatMessage> messages);

    /// <summary>A line of the hub, as this client gets it.</summary>
    protected abstract ReadOnlyMemory<byte> Line(string text);

    /// <summary>A line for this client in the form that an operator's words have.</summary>
    protected ReadOnlyMemory<byte> OperatorLine(string text) =>
        (byte[])[.. _lines.Settings.Encoding.GetBytes(_lines.Settings.OperatorPrefix + text), .. LineEnding];

    /// <summary>Publishes what has gathered, before something else that must come after it.</summary>
    protected void Publish(List<ChatMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        HoldReading(Connection.Publish(CollectionsMarshal.AsSpan(messages)));
        messages.Clear();
    }

    /// <summary>Reads on only when this has ended too, whatever comes after it in the same read. True, so that it can end a condition.</summary>
    protected bool HoldReading(Task wait)
    {
        if (!wait.IsCompleted && wait != _hold)
        {
            _hold = _hold.IsCompleted ? wait : Task.WhenAll(_hold, wait);
        }

        return true;
    }

    /// <summary>Copies bytes out of the read buffer. Frames of one read share one array.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="rest">How many more may come out of this read.</param>
    protected ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes, int rest)
    {
        if (_chunk is null || _chunk.Length - _chunkUsed < bytes.Length)
        {
            // Not much larger than what is kept of it, or a short message in the history would hold all of a large read.
            _chunk = new byte[Math.Max(bytes.Length, Math.Min(bytes.Length + rest, ChunkBytes))];
            _chunkUsed = 0;
        }

        var kept = _chunk.AsMemory(_chunkUsed, bytes.Length);
        bytes.CopyTo(kept.Span);
        _chunkUsed += bytes.Length;
        return kept;
    }

    /// <summary>The thread's list, empty: a fault in handling another connection may have left messages of its client in it.</summary>
    private static List<ChatMessage> NewMessages()
    {
        var messages = s_messages ??= [];
        messages.Clear();
        return messages;
    }

    private void Take(in Frame frame, int rest, List<ChatMessage> messages)
    {
        Connection.Spend();
        if (frame.Outcome == FrameOutcome.TooLong)
        {
            Publish(messages);
            Refuse();
        }
        else
        {
            EndsEarlier = _flushed && frame.TextLength == 0;
            _flushed = frame.Outcome == FrameOutcome.Flushed;
            OnFrame(frame, rest, messages);
        }
    }

    private void Refuse()
    {
        var limit = Connection.Settings.MaxMessageBytes;
        Connection.CountDropped(DropCause.TooLong, 1);
        if (_refusedAt is { } before && Now - before < s_episode)
        {
            Connection.Close(DisconnectReason.MessageTooLong);
            return;
        }

        _refusedAt = Now;
        Connection.Output.Send(Line($"message too long: {limit} bytes are allowed; it was not delivered 消息过长，未发送"));
        WireLog.MessageTooLong(Connection.Services.Logger, Connection.Id, Connection.Identity.Remote, limit);
        Connection.Hub.Record(ChatMessage.OfSession(
            Now, Connection.Identity, Connection.Session.Name, SystemEvent.Refused, text: $"{EntryWords.MessageOver}{limit} bytes"));
    }

    private void Learn(LineEnding ending)
    {
        _speaksLines = ending != Framing.LineEnding.None;
        Format = _lines.Formats.For(ending);
    }
}
