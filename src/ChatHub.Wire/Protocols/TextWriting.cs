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

    /// <summary>Writes a message's body, with its ending or without: its own bytes where the encodings agree, transcoded otherwise.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="message">The message.</param>
    /// <param name="part">The body from its begin on, to the end of the text or of the ending.</param>
    /// <param name="encoding">The receiver's.</param>
    public static void WriteBody(this IBufferWriter<byte> output, ChatMessage message, ReadOnlySpan<byte> part, Encoding encoding)
    {
        if (message.Encoding.CodePage == encoding.CodePage)
        {
            output.Write(part);
        }
        else if (message.GivenText is { } text)
        {
            output.WriteText(text, encoding); // these bytes alone may have only a piece of a character
            output.Write(part[message.TextLength..]); // CR and LF are the same in all encodings that a listener may have
        }
        else
        {
            output.WriteText(message.Encoding.GetString(part), encoding);
        }
    }

    /// <summary>Writes an operator's message that is not plain words.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="message">The message.</param>
    /// <param name="wording">How it goes out.</param>
    /// <param name="prefix">What stands before an operator's text; not before bytes.</param>
    /// <param name="encoding">The receiver's.</param>
    /// <param name="ending">The receiver's; used for text whose wording has none of its own.</param>
    public static void WriteServer(this IBufferWriter<byte> output, ChatMessage message, ServerWording wording, string prefix, Encoding encoding, ReadOnlySpan<byte> ending)
    {
        if (wording.IsBytes)
        {
            output.Write(message.Body.Span);
            output.Write(wording.Ending is { } given ? given.Span : []);
            return;
        }

        output.WriteText(prefix, encoding);
        output.WriteBody(message, message.Body.Span, encoding);
        output.Write(wording.Ending is { } own ? own.Span : ending);
    }
}
