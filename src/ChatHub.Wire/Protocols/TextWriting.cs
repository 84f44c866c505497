using System.Buffers;
using System.Text;
using ChatHub.Chat;

namespace ChatHub.Wire.Protocols;

/// <summary>Writing text into a batch.</summary>
internal static class TextWriting
{
    /// <summary>Writes text in an encoding; what the encoding lacks becomes <c>?</c>.</summary>
    public static void WriteText(this IBufferWriter<byte> output, ReadOnlySpan<char> text, Encoding encoding)
    {
        var span = output.GetSpan(encoding.GetMaxByteCount(text.Length));
        output.Advance(encoding.GetBytes(text, span));
    }

    /// <summary>Writes a part of a message's body: its own bytes where the encodings agree, transcoded otherwise.</summary>
    public static void WriteBody(this IBufferWriter<byte> output, ChatMessage message, ReadOnlySpan<byte> part, Encoding encoding)
    {
        if (message.Encoding.CodePage == encoding.CodePage)
        {
            output.Write(part);
        }
        else
        {
            output.WriteText(message.Encoding.GetString(part), encoding);
        }
    }
}
