using System.Buffers;
using System.Globalization;
using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>
/// CSV (RFC 4180) with a header, in UTF-8 with the mark by which Excel knows it. A cell that a spreadsheet would take for a formula gets a <c>'</c>
/// before it. Bytes that are not the text stand in a cell of their own, in hex after <c>0x</c>.
/// </summary>
internal sealed class CsvExport : IExportFormat
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string ContentType => "text/csv; charset=utf-8; header=present";

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output) =>
        Encoding.UTF8.GetBytes("\uFEFFid,at,kind,event,reason,room,connection,listener,remote,sender,recipient,operator,text,bytes,exact\r\n", output);

    /// <inheritdoc/>
    public void Write(ChatMessage message, IBufferWriter<byte> output)
    {
        var text = message.Text;
        _line.Clear();
        _line.Append(CultureInfo.InvariantCulture, $"{message.Id},{ExportTime.Of(message.At)},{ExportNames.Of(message.Kind)}");
        Add(message.Event is { } what ? ExportNames.Of(what) : "");
        Add(message.Reason != DisconnectReason.None ? ExportNames.Of(message.Reason) : "");
        Add(message.Room);
        Add(message.Origin?.Id.ToString(CultureInfo.InvariantCulture));
        Add(message.Origin?.Listener);
        Add(message.Origin?.Remote);
        Add(message.Sender);
        Add(message.Recipient);
        Add(message.Operator);
        Add(text);
        Add(message.Body.Length.ToString(CultureInfo.InvariantCulture));
        Add(ExactBytes.AreText(message, text) ? "" : "0x" + Convert.ToHexStringLower(message.Body.Span));
        _line.Append("\r\n");
        Encoding.UTF8.GetBytes(_line.ToString(), output); // whole: a chunk may end within a surrogate pair
    }

    private void Add(string? cell)
    {
        _line.Append(',');
        if (string.IsNullOrEmpty(cell))
        {
            return;
        }

        var harmless = IsFormula(cell) ? "'" : "";
        if (cell.AsSpan().IndexOfAny(s_quoted) < 0)
        {
            _line.Append(harmless).Append(cell);
            return;
        }

        _line.Append('"').Append(harmless).Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>The wide forms too: spreadsheets of East Asia read them as the others.</summary>
    private static bool IsFormula(string cell) => cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
