using ChatHub.Chat;
using ChatHub.Wire.Protocols;

namespace ChatHub.Wire.Connections;

/// <summary>What a client gets of a batch that has messages of its own.</summary>
internal static class OwnMessages
{
    /// <summary>The bytes without the messages that are not for this client, and how many messages are left. A copy only where something is left out.</summary>
    public static (ReadOnlyMemory<byte> Bytes, int Count) LeaveOut(ProtocolSession protocol, MessageBatch batch, EncodedBatch encoded)
    {
        var messages = batch.Messages;
        var length = 0;
        var count = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            if (!protocol.LeavesOutMessage(messages[i]) && encoded[i].Length > 0)
            {
                length += encoded[i].Length;
                count++;
            }
        }

        if (count == encoded.Count)
        {
            return (encoded.Bytes, count);
        }

        var bytes = new byte[length];
        var end = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            if (!protocol.LeavesOutMessage(messages[i]))
            {
                encoded[i].CopyTo(bytes.AsMemory(end));
                end += encoded[i].Length;
            }
        }

        return (bytes, count);
    }
}
