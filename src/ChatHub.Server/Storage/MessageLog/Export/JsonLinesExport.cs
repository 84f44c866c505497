using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>
/// A JSON object a line. The bytes of an entry are <c>text</c> in UTF-8 and then <c>ending</c>; where they are not, <c>base64</c> has them.
/// </summary>
internal sealed class JsonLinesExport : IExportFormat
{
    // Chinese as it is; control characters and line separators as escapes, so a line is a line to every reader.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc/>
    public string Name => "jsonl";

    /// <inheritdoc/>
    public string ContentType => "application/jsonl; charset=utf-8";

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(ChatMessage message, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        var text = message.Text;
        json.WriteStartObject();
        json.WriteNumber("id", message.Id);
        json.WriteString("at", ExportTime.Of(message.At));
        json.WriteString("kind", ExportNames.Of(message.Kind));
        WriteIfGiven(json, "event", message.Event is { } what ? ExportNames.Of(what) : null);
        WriteIfGiven(json, "reason", message.Reason != DisconnectReason.None ? ExportNames.Of(message.Reason) : null);
        json.WriteString("room", Valid(message.Room));
        if (message.Origin is { } origin)
        {
            json.WriteNumber("connection", origin.Id);
            json.WriteString("listener", origin.Listener);
            json.WriteString("remote", origin.Remote);
        }

        json.WriteString("sender", Valid(message.Sender));
        WriteIfGiven(json, "recipient", message.Recipient);
        WriteIfGiven(json, "operator", message.Operator);
        json.WriteString("text", Valid(text));
        json.WriteNumber("bytes", message.Body.Length);
        if (!ExactBytes.AreText(message, text))
        {
            json.WriteBase64String("base64", message.Body.Span);
        }
        else if (ExactBytes.Ending(message) is { Length: > 0 } ending)
        {
            json.WriteString("ending", ending);
        }

        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void WriteIfGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, Valid(value));
        }
    }

    /// <summary>The text with U+FFFD for halves of characters, which JSON cannot say.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes == text.Length ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
