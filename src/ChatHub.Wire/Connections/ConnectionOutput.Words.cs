using ChatHub.Chat;

namespace ChatHub.Wire.Connections;

/// <summary>The first word and the last: after the welcome the client is read, and before the end it is told why.</summary>
internal sealed partial class ConnectionOutput
{
    void ISessionOutput.Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        Welcome(room, others, recent);
        _connection.Welcomed();
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

    /// <summary>Comes after all that was owed; where there is no room for it, nothing is dropped and nobody cut off for its sake.</summary>
    private void SendLastWord(DisconnectReason reason)
    {
        var word = _connection.Protocol.LastWord(reason);
        if (BacklogBytes + word.Length <= Services.Limits.OutboxBytes)
        {
            Send(word);
        }
    }
}
