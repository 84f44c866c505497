using System.Buffers;

namespace ChatHub.Chat.Tests;

/// <summary>What sessions and operators say, a line each; events are left out.</summary>
internal sealed class TextFormat : BatchFormat
{
    private int _encoded;

    /// <summary>How many messages were encoded, each time counted.</summary>
    public int Encoded => Volatile.Read(ref _encoded);

    public override void Encode(ChatMessage message, IBufferWriter<byte> output)
    {
        Interlocked.Increment(ref _encoded);
        if (message.Kind != MessageKind.System)
        {
            output.Write(message.TextBytes);
            output.Write("\n"u8);
        }
    }
}
