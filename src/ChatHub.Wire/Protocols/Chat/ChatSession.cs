using System.Buffers;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Protocols.Chat;

/// <summary>One Chat connection: lines are said to the room, lines that start with <c>/</c> are commands.</summary>
internal sealed class ChatSession(Connection connection, ChatProtocol protocol) : LineSession(connection, protocol.Lines)
{
    /// <summary>Most commands of a client in a second.</summary>
    private const int MostCommands = 50;

    private TelnetFilter _telnet = new();
    private volatile ChatProtocol _protocol = protocol;

    private DateTimeOffset _commandsSince;
    private int _commands;

    /// <summary>Always: the notices of its own coming, going and renaming are not for itself.</summary>
    public override bool LeavesOut => true;

    public override bool InputEnded => _telnet.EndOfInput;

    public override void GoOnFrom(TelnetFilter telnet) => _telnet = telnet;

    public Session Session => Connection.Session;

    public MessageHub Hub => Connection.Hub;

    public override Task Receive(Span<byte> input, DateTimeOffset now)
    {
        if (!_protocol.HasTelnet)
        {
            return base.Receive(input, now);
        }

        var replies = new ArrayBufferWriter<byte>();
        var data = _telnet.Filter(input, replies);
        Connection.Output.Send(replies.WrittenMemory);
        return base.Receive(input[..data], now);
    }

    public override void Become(IChatProtocol next, DateTimeOffset now)
    {
        Adopt(((ChatProtocol)next).Lines, now);
        _protocol = (ChatProtocol)next;
    }

    public override ReadOnlyMemory<byte> Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        var output = new ArrayBufferWriter<byte>();
        var name = SessionNames.GuestName(Connection.Id);
        var greeting = _protocol.Settings.Greeting is { } own
            ? Greetings.Fill(own, name, room, others) + (own.Length == 0 || own.EndsWith('\n') ? "" : "\n") // what follows is a line of its own
            : $"* Welcome to ChatHub. You are {name}. /help lists the commands.\n* Room {room}: {Others(others)}\n";
        output.WriteText(greeting, _protocol.Settings.Encoding);
        output.Write(new MessageBatch(recent).Encode(Format).Bytes.Span); // a message that the format fails on is left out here too
        return output.WrittenMemory;
    }

    /// <summary>Lines of the hub to this client only.</summary>
    public void Reply(string lines) => Connection.Output.Send(Line(lines));

    /// <summary>Says an action to the room.</summary>
    public void Emote(string action) => Say(MessageKind.Emote, action);

    /// <summary>Says something to one other.</summary>
    /// <returns>Whether it could be reached.</returns>
    public bool Whisper(Session to, string text) => Hub.PublishPrivate(Session, to, Message(MessageKind.Private, text, to.Name), out var wait) && HoldReading(wait);

    public override void Renamed(string name) => Reply($"an operator changed your name: you are now {name}");

    public override void TakenBack(string name) => Reply($"your name belongs to an operator now: you are {name}");

    /// <summary>Whether an operator muted it: then nobody hears what it is about to do.</summary>
    public bool IsMuted() => Connection.RefusesMuted(1);

    /// <summary>Ends the session as the client wished.</summary>
    public void Quit() => Connection.Close(DisconnectReason.Farewell);

    /// <summary>Counts a command that publishes nothing, so that no full room slows it down: so many a second are taken, and no more.</summary>
    public bool MayAnswer()
    {
        if (Now - _commandsSince >= TimeSpan.FromSeconds(1))
        {
            (_commandsSince, _commands) = (Now, 0);
        }

        if (++_commands == MostCommands + 1)
        {
            Reply($"more than {MostCommands} commands in a second: the others are not taken");
        }

        if (_commands > MostCommands)
        {
            Connection.CountDropped(DropCause.TooManyCommands, 1);
        }

        return _commands <= MostCommands;
    }

    /// <summary>People in lines get lines, whatever they send.</summary>
    protected override ReadOnlySpan<byte> LineEnding => base.LineEnding is { IsEmpty: false } known ? known : "\n"u8;

    protected override ReadOnlyMemory<byte> Line(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            output.WriteText("* ", _protocol.Settings.Encoding);
            output.WriteText(line, _protocol.Settings.Encoding);
            output.Write(LineEnding);
        }

        return output.WrittenMemory;
    }

    protected override void OnFrame(in Frame frame, int rest, List<ChatMessage> messages)
    {
        var text = frame.Text;
        if (text.IsEmpty)
        {
            return;
        }

        if (text[0] == '/' && !text.StartsWith("//"u8))
        {
            Publish(messages); // what was said before the command comes before what it does
            ChatCommands.Run(this, _protocol.Settings.Encoding.GetString(text));
            return;
        }

        var escape = text[0] == '/' ? 1 : 0; // "//text" says "/text"
        messages.Add(ChatMessage.FromSession(
            MessageKind.Text, Now, Connection.Identity, Session.Name, Keep(frame.Bytes[escape..], rest), frame.TextLength - escape, encoding: _protocol.Settings.Encoding));
    }

    private static string Others(int others) => others switch
    {
        0 => "nobody else is here yet.",
        1 => "one other is here.",
        _ => $"{others} others are here.",
    };

    private void Say(MessageKind kind, string text)
    {
        HoldReading(Connection.Publish([Message(kind, text, null)]));
    }

    private ChatMessage Message(MessageKind kind, string text, string? recipient)
    {
        var encoding = _protocol.Settings.Encoding;
        var body = encoding.GetBytes(text);
        return ChatMessage.FromSession(kind, Now, Connection.Identity, Session.Name, body, body.Length, recipient: recipient, encoding: encoding);
    }
}
