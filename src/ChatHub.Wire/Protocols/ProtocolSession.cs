using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Protocols;

/// <summary>
/// The protocol's side of one connection. The input members are called under the connection's input lock, one at a time;
/// <see cref="Format"/>, <see cref="Welcome"/>, <see cref="LastWord"/> and the leaving out by the room's pump at the same time.
/// </summary>
internal abstract class ProtocolSession
{
    /// <summary>The protocol's side of a connection whose batches look like this at first.</summary>
    protected ProtocolSession(Connection connection, BatchFormat format)
    {
        Connection = connection;
        Format = format;
    }

    /// <summary>How batches look to this client now. Kept where a delivery needs it.</summary>
    public BatchFormat Format
    {
        get => Connection.Output.Format;
        protected set => Connection.Output.Format = value;
    }

    /// <summary>Whether this client's own messages may have to be left out of what it gets.</summary>
    public virtual bool LeavesOut => !Connection.Settings.Echo;

    /// <summary>Time until <see cref="Flush"/> is due; null when nothing waits for it.</summary>
    public virtual TimeSpan? UntilFlush => null;

    /// <summary>The protocol itself says that no more input comes.</summary>
    public virtual bool InputEnded => false;

    protected Connection Connection { get; }

    /// <summary>Takes what was read. The task ends when more may be read.</summary>
    public abstract Task Receive(Span<byte> input, DateTimeOffset now);

    /// <summary>Takes the remainder as a message, if it waited long enough.</summary>
    public virtual Task Flush(DateTimeOffset now) => Task.CompletedTask;

    /// <summary>Takes what is left: no more input comes.</summary>
    public virtual void EndOfInput(DateTimeOffset now)
    {
    }

    /// <summary>From now on it speaks as this protocol says: the same one with another encoding. What has come before is read as it was.</summary>
    public abstract void Become(IChatProtocol next, DateTimeOffset now);

    /// <summary>What a client gets when it has joined a room.</summary>
    public abstract ReadOnlyMemory<byte> Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent);

    /// <summary>A line that tells the client how many messages it missed because it read too slowly; empty where the protocol has no text.</summary>
    public virtual ReadOnlyMemory<byte> DroppedNotice(int messages) => default;

    /// <summary>A line that tells the client why the server ends its connection; empty where there is nothing to say, or no text.</summary>
    public virtual ReadOnlyMemory<byte> LastWord(DisconnectReason reason) => default;

    /// <summary>A line of the server for this client; empty where the protocol has no text.</summary>
    public virtual ReadOnlyMemory<byte> Notice(string text) => default;

    /// <summary>What came before the session was read through this filter: telnet goes on where it is in there.</summary>
    public virtual void GoOnFrom(TelnetFilter telnet)
    {
    }

    /// <summary>An operator gave the session another name.</summary>
    public virtual void Renamed(string name)
    {
    }

    /// <summary>The name that the session claimed went to an operator: it has this one now.</summary>
    public virtual void TakenBack(string name)
    {
    }

    /// <summary>Whether a message is not for this client because it is its own.</summary>
    public bool LeavesOutMessage(ChatMessage message) =>
        ReferenceEquals(message.Origin, Connection.Identity) && (message.Kind == MessageKind.System || !Connection.Settings.Echo);
}
