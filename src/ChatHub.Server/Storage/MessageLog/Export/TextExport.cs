using System.Buffers;
using System.Globalization;
using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>
/// A line an entry, to be read: time, number, room, sender, text. Whatever would act on a screen or begin another line is made visible, so an entry cannot
/// look like two.
/// </summary>
internal sealed class TextExport : IExportFormat
{
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public string Name => "txt";

    /// <inheritdoc/>
    public string ContentType => "text/plain; charset=utf-8";

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(ChatMessage message, IBufferWriter<byte> output)
    {
        var sender = VisibleText.Of(message.Sender);
        _line.Clear();
        _line.Append(CultureInfo.InvariantCulture, $"{ExportTime.Of(message.At)} #{message.Id} [{VisibleText.Of(message.Room)}] ");
        switch (message.Kind)
        {
            case MessageKind.System:
                _line.Append(CultureInfo.InvariantCulture, $"-- {sender}: {(message.Event is { } what ? ExportNames.Of(what) : "event")}");
                AddIf(" because of ", message.Reason != DisconnectReason.None ? ExportNames.Of(message.Reason) : null);
                AddIf(" by ", message.Operator);
                AddIf(" from ", message.Event == SystemEvent.Connected ? message.Origin?.Remote : null);
                AddIf(": ", message.Text.Length > 0 ? message.Text : null);
                break;
            case MessageKind.Emote:
                _line.Append(CultureInfo.InvariantCulture, $"* {sender} {VisibleText.Of(message.Text)}");
                break;
            default:
                _line.Append('<').Append(sender);
                AddIf(" by ", message.Operator);
                AddIf(" to ", message.Recipient);
                _line.Append("> ").Append(VisibleText.Of(message.Text));
                break;
        }

        _line.Append('\n');
        Encoding.UTF8.GetBytes(_line.ToString(), output); // whole: a chunk may end within a surrogate pair
    }

    private void AddIf(string before, string? text)
    {
        if (text is not null)
        {
            _line.Append(before).Append(VisibleText.Of(text));
        }
    }
}
