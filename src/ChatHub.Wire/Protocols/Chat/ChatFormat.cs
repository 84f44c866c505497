using System.Buffers;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols.Chat;

/// <summary>How messages look to Chat clients of one ending: <c>name: text</c>, a line each; what would act on a terminal is made visible.</summary>
/// <param name="settings">The listener's settings.</param>
/// <param name="ending">Their ending; <c>\n</c> where it is not known or none, unless the listener is set to none.</param>
internal sealed class ChatFormat(ListenerSettings settings, byte[]? ending) : BatchFormat
{
    private readonly byte[] _ending = ending is { Length: > 0 } || (ending is not null && settings.LineEnding == OutputLineEnding.None) ? ending : "\n"u8.ToArray();
    private readonly bool _utf8 = settings.Encoding.CodePage == Encoding.UTF8.CodePage;

    public override void Encode(ChatMessage message, IBufferWriter<byte> output)
    {
        switch (message.Kind)
        {
            case MessageKind.Text:
                Lines(message, output, message.Sender, ": ");
                break;
            case MessageKind.Emote:
                Lines(message, output, "* " + message.Sender, " ");
                break;
            case MessageKind.Private:
                Lines(message, output, "[private] " + message.Sender, ": ");
                break;
            case MessageKind.Server when message.Wording is { IsVerbatim: false, IsBytes: false } plain:
                LinesEnding(message, output, plain.Ending);
                break;
            case MessageKind.Server when message.Wording is { } wording:
                output.WriteServer(message, wording, settings.OperatorPrefix, settings.Encoding, _ending);
                break;
            case MessageKind.Server:
                Lines(message, output, settings.OperatorPrefix, "");
                break;
            case MessageKind.System when Notice(message) is { } notice:
                output.WriteText(notice, settings.Encoding);
                output.Write(_ending);
                break;
        }
    }

    /// <summary>What the room is told of an event; null for nothing.</summary>
    private static string? Notice(ChatMessage message) => message.Event switch
    {
        SystemEvent.Connected => $"* {message.Sender} joined",
        SystemEvent.Disconnected => $"* {message.Sender} left",
        SystemEvent.Renamed => $"* {message.Text} is now {message.Sender}",
        _ => null,
    };

    /// <summary>An operator's lines with an ending of their own after the last.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="last">What follows the last line, where it is not the ending of its receivers.</param>
    private void LinesEnding(ChatMessage message, IBufferWriter<byte> output, ReadOnlyMemory<byte>? last)
    {
        var written = false;
        foreach (var line in message.Text.AsSpan().EnumerateLines())
        {
            if (line.Length == 0)
            {
                continue;
            }

            output.Write(written ? _ending : []);
            output.WriteText(settings.OperatorPrefix, settings.Encoding);
            output.WriteText(VisibleText.Of(line.ToString()), settings.Encoding);
            written = true;
        }

        output.Write(last is { } ending ? ending.Span : _ending);
    }

    private void Lines(ChatMessage message, IBufferWriter<byte> output, string prefix, string separator)
    {
        var text = message.TextBytes[message.NameLength..];
        if (_utf8 && message.Encoding.CodePage == Encoding.UTF8.CodePage && VisibleText.IsPlain(text))
        {
            if (text.Length > 0)
            {
                output.WriteText(prefix, settings.Encoding);
                output.WriteText(separator, settings.Encoding);
                output.Write(text);
                output.Write(_ending);
            }

            return;
        }

        foreach (var line in message.Text[NameChars(message)..].AsSpan().EnumerateLines())
        {
            if (line.Length > 0)
            {
                output.WriteText(prefix, settings.Encoding);
                output.WriteText(separator, settings.Encoding);
                output.WriteText(VisibleText.Of(line.ToString()), settings.Encoding);
                output.Write(_ending);
            }
        }
    }

    private static int NameChars(ChatMessage message) =>
        message.NameLength == 0 ? 0 : message.Encoding.GetCharCount(message.TextBytes[..message.NameLength]);
}
