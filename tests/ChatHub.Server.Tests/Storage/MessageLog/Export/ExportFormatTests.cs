using System.Buffers;
using System.Text;
using System.Text.Json;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Tests.Storage.MessageLog.Reading;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Export;

public sealed class ExportFormatTests
{
    [Fact]
    public void Csv_AnyEntries_ReadBackTheSame()
    {
        var messages = new Corpus(5).Make(4000).ToList();
        var bytes = Exported("csv", messages);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);

        var rows = PlainCsv.Read(Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal("id at kind event reason room connection listener remote sender recipient operator text bytes exact".Split(' '), rows[0]);
        Assert.Equal(messages.Count + 1, rows.Count);
        foreach (var (message, row) in messages.Zip(rows.Skip(1)))
        {
            Assert.Equal(15, row.Count);
            Assert.Equal($"{message.Id}", row[0]);
            Assert.Equal(message.At.UtcTicks / 10, DateTimeOffset.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture).UtcTicks / 10);
            Assert.Equal(message.Kind.ToString(), row[2], ignoreCase: true);
            Assert.Equal(message.Room, Unmade(row[5]));
            Assert.Equal(message.Origin is { } origin ? $"{origin.Id} {origin.Listener} {origin.Remote}" : "  ", $"{row[6]} {row[7]} {row[8]}");
            Assert.Equal(message.Sender, Unmade(row[9]));
            Assert.Equal(message.Text, Unmade(row[12]));
            Assert.Equal($"{message.Body.Length}", row[13]);
            if (row[14].Length > 0)
            {
                Assert.Equal(message.Body.ToArray(), Convert.FromHexString(row[14][2..]));
            }
            else if (message.Body.Length > 0)
            {
                Assert.True(message.Body.Span.StartsWith(Encoding.UTF8.GetBytes(message.Text)));
            }
        }

        Assert.Contains(rows, row => row[14].Length > 0);
        Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[0], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'x", "'x")]
    public void Csv_Formula_IsMadeHarmless(string text, string cell) =>
        Assert.Contains($",Anna,,,{cell},", Encoding.UTF8.GetString(Exported("csv", [Entries.Said(1, text)])), StringComparison.Ordinal);

    [Fact]
    public void JsonLines_AnyEntries_ReadBackTheSame()
    {
        var messages = new Corpus(6).Make(4000).ToList();
        var text = Encoding.UTF8.GetString(Exported("jsonl", messages));
        Assert.DoesNotContain('\u2028', text);
        var lines = text.Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(messages.Count, lines.Length - 1);
        foreach (var (message, line) in messages.Zip(lines))
        {
            using var json = JsonDocument.Parse(line);
            var entry = json.RootElement;
            Assert.Equal(message.Id, entry.GetProperty("id").GetInt64());
            Assert.Equal(message.Kind.ToString(), entry.GetProperty("kind").GetString(), ignoreCase: true);
            Assert.Equal(message.Text, entry.GetProperty("text").GetString());
            Assert.Equal(message.Sender, entry.GetProperty("sender").GetString());
            Assert.Equal(message.Room, entry.GetProperty("room").GetString());
            Assert.Equal(message.Origin?.Id, entry.TryGetProperty("connection", out var connection) ? connection.GetInt64() : null);
            Assert.Equal(message.Body.Length, entry.GetProperty("bytes").GetInt32());
            var exact = entry.TryGetProperty("base64", out var base64) ? base64.GetBytesFromBase64()
                : Encoding.UTF8.GetBytes(message.Kind == MessageKind.System ? "" : message.Text + (entry.TryGetProperty("ending", out var ending) ? ending.GetString() : ""));
            Assert.Equal(message.Body.ToArray(), exact);
        }
    }

    [Fact]
    public void Text_HostileEntries_AreOneLineEach_WithNothingThatActs()
    {
        var hostile = Entries.Said(1, "a\r\n2026-01-01T00:00:00.000000Z #9 [lobby] <root> forged\u2028x\u001b[31m\u202E", sender: "Eve\n<x>", room: "lo\r\nbby");
        var text = Encoding.UTF8.GetString(Exported("txt", [hostile, .. new Corpus(7).Make(3000)]));
        var lines = text.Split('\n');

        Assert.Equal(3002, lines.Length);
        Assert.Equal("2026-03-01T12:00:01.000000Z #1 [lo␍␊bby] <Eve␊<x>> a␍␊2026-01-01T00:00:00.000000Z #9 [lobby] <root> forged⟦U+2028⟧x␛[31m⟦U+202E⟧", lines[0]);
        Assert.DoesNotContain(text, value => (char.IsControl(value) && value is not ('\n' or '\t')) || value is '\u2028' or '\u202E' or '\u0085');
        Assert.All(lines[..^1], line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z #\d+ \[", line));
    }

    [Theory]
    [InlineData("csv", 0)]
    [InlineData("csv", 1)]
    [InlineData("txt", 0)]
    [InlineData("txt", 1)]
    [InlineData("jsonl", 1)]
    public void LongRunOfEmoji_WhereverItIsCut_StaysWhole(string format, int before)
    {
        var run = new string('x', before) + string.Concat(Enumerable.Repeat("🙂", 40_000)); // a cut at any power of two falls into a pair for one of the two
        var text = Encoding.UTF8.GetString(Exported(format, [Entries.Said(1, run)]));
        Assert.Contains(format == "jsonl" ? JsonSerializer.Serialize(run, s_readable)[1..^1] : run, format == "jsonl" ? JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement.GetProperty("text").GetString(), s_readable) : text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
    }

    private static readonly JsonSerializerOptions s_readable = new();

    private static byte[] Exported(string format, IEnumerable<ChatMessage> messages)
    {
        var output = new ArrayBufferWriter<byte>();
        var export = ExportFormats.Make(format)!;
        export.Begin(output);
        foreach (var message in messages)
        {
            export.Write(message, output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>A cell without the quote that made it harmless.</summary>
    private static string Unmade(string cell) => cell.Length > 1 && cell[0] == '\'' && "=+-@\t\r\n＝＋－＠".Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;
}
