using ChatHub.Chat;

namespace ChatHub.Wire.Connections;

/// <summary>The first word and the last: a client is read once it was welcomed, and it is told why the server ends its connection.</summary>
internal sealed partial class Connection
{
    /// <summary>It has its session, and its room has welcomed it: whichever comes second lets it be read.</summary>
    private const int Ready = 2;

    private int _steps;

    /// <summary>Nothing that the client says is read before its welcome is sent: an answer to it would come first.</summary>
    void ISessionOutput.Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        Welcome(room, others, recent);
        if (Interlocked.Increment(ref _steps) == Ready)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.ReadAsync(), this, preferLocal: false); // the pump has others to serve
        }
    }

    void ISessionOutput.Complete(DisconnectReason reason)
    {
        try
        {
            SendLastWord(reason);
        }
        catch (Exception failure)
        {
            FailLater(failure);
        }

        Complete(reason);
    }

    private void BeginReading()
    {
        if (Interlocked.Increment(ref _steps) == Ready)
        {
            _ = ReadAsync();
        }
    }

    /// <summary>Comes after all that was owed; where there is no room for it, nothing is dropped and nobody cut off for its sake.</summary>
    private void SendLastWord(DisconnectReason reason)
    {
        var word = _protocol.LastWord(reason);
        if (BacklogBytes + word.Length <= _services.Limits.OutboxBytes)
        {
            Send(word);
        }
    }
}
