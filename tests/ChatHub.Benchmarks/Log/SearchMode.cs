using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatHub.Benchmarks.Log;

/// <summary>Builds a log and its index, and measures pages, searches and an export.</summary>
internal sealed class SearchMode(MessageLogFiles files, int count, TextWriter output)
{
    private const int Repeats = 60;
    private const int PageEntries = 100;

    private readonly SearchCorpus _corpus = new();
    private readonly Random _random = new(7);

    /// <summary><c>log search [entries] [folder]</c>: 5,000,000 entries in the system's folder for temporary files unless said otherwise.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5_000_000;
        var parent = arguments.Length > 1 ? arguments[1] : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"chathub-search-{Guid.NewGuid():N}"));
        try
        {
            await new SearchMode(new MessageLogFiles(folder.FullName), count, output).RunAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync()
    {
        Build();
        BuildIndex();
        using var index = new MessageIndex(files, NullLogger<MessageIndex>.Instance);
        using var reader = new SqliteMessageReader(files, index, TimeProvider.System);
        await MeasureAsync(reader, "page anywhere", _ => MessageQuery.All);
        await MeasureAsync(reader, "page of a time", _ => new() { From = Somewhen(), To = Somewhen().AddHours(6) });
        await MeasureAsync(reader, "word, frequent", i => new() { Text = _corpus.English[i % 20] });
        await MeasureAsync(reader, "word, any", _ => new() { Text = _corpus.English[_random.Next(_corpus.English.Count)] });
        await MeasureAsync(reader, "word, rare", i => new() { Text = _corpus.English[^(i + 1)] });
        await MeasureAsync(reader, "word, absent", i => new() { Text = $"zzz{i}" });
        await MeasureAsync(reader, "two Chinese characters, frequent", i => new() { Text = _corpus.Chinese[200 + i] });
        await MeasureAsync(reader, "two Chinese characters, rare", i => new() { Text = _corpus.Chinese[^(i + 1)] });
        await MeasureAsync(reader, "two Chinese characters, absent", i => new() { Text = $"龘{(char)('一' + i)}" });
        await MeasureAsync(reader, "one Chinese character, frequent", i => new() { Text = _corpus.Chinese[i % 20] });
        await MeasureAsync(reader, "four Chinese characters, together", i => new() { Text = _corpus.Chinese[200 + i] + _corpus.Chinese[230 + i] });
        await MeasureAsync(reader, "rare and frequent word", i => new() { Text = $"{_corpus.English[^(i + 1)]} {_corpus.English[i % 10]}" });
        await MeasureAsync(reader, "absent and frequent word", i => new() { Text = $"zzz{i} {_corpus.English[i % 10]}" });
        await MeasureAsync(reader, "frequent English and frequent Chinese, never together", i => new() { Text = $"{_corpus.English[i % 10]} {_corpus.Chinese[200 + i]}" });
        await MeasureAsync(reader, "phrase of two frequent words", i => new() { Text = $"\"{_corpus.English[i % 8]} {_corpus.English[(i + 1) % 8]}\"" });
        await MeasureAsync(reader, "phrase of two words, absent", i => new() { Text = $"\"{_corpus.English[i]} zzz\"" });
        await MeasureAsync(reader, "prefix of three letters", i => new() { Text = _corpus.English[1000 + i][..3] + "*" });
        await MeasureAsync(reader, "prefix of one letter", i => new() { Text = "klmrt"[i % 5] + "*" });
        await MeasureAsync(reader, "connection", i => new() { Connection = 1 + (i * 160) });
        await MeasureAsync(reader, "remote endpoint", i => new() { Remote = $"192.0.{(1 + (i * 160)) % 20}.{(1 + (i * 160)) % 200}:{20_001 + (i * 160)}" });
        await MeasureAsync(reader, "sender absent", i => new() { Sender = $"nobody-{i}" });
        await MeasureAsync(reader, "room, listener and kind", i => new() { Room = $"room {1 + (i % 19)}", Listener = "chat", Kinds = [MessageKind.Emote] });
        await MeasureAsync(reader, "word, room, listener, kind and time", i => new() { Text = _corpus.English[i], Room = "room 1", Listener = "chat", Kinds = [MessageKind.Text], From = Somewhen() });
        await ExportAsync(reader);
    }

    private void Build()
    {
        using var connection = MessageLogFiles.OpenToWrite(files.Log);
        MessageLogSchema.Prepare(connection);
        Statement.Execute(connection, "PRAGMA synchronous = OFF");
        using var insert = new Statement(connection, MessageRow.Insert);
        using var origin = new Statement(connection, MessageRow.InsertConnection);
        using var mark = new Statement(connection, "INSERT INTO marks(first_id, last_id, earliest, latest) VALUES(?, ?, ?, ?)");
        for (var first = 1L; first <= count; first += 4_000)
        {
            Statement.Execute(connection, "BEGIN");
            var last = Math.Min(first + 3_999, count);
            for (var id = first; id <= last; id++)
            {
                var message = _corpus.Make(id);
                MessageRow.BindConnection(origin, message.Origin!);
                origin.Run();
                MessageRow.Bind(insert, message);
                insert.Run();
                if (id == first)
                {
                    mark.Bind(3, MessageTime.ToMicroseconds(message.At));
                }

                mark.Bind(4, MessageTime.ToMicroseconds(message.At));
            }

            mark.Bind(1, first);
            mark.Bind(2, last);
            mark.Run();
            Statement.Execute(connection, "COMMIT");
        }

        Statement.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Say($"log: {count:N0} entries, {new FileInfo(files.Log).Length / (double)count:0} bytes each");
    }

    private void BuildIndex()
    {
        using var indexer = new MessageIndexer(files);
        var (clock, processor) = (Stopwatch(), Processor());
        while (indexer.LastId - indexer.DoneTo >= MessageIndex.ChunkEntries)
        {
            indexer.Advance(MessageIndex.ChunkEntries);
            while (indexer.Merge())
            {
            }
        }

        var (taken, used) = (clock(), Processor() - processor);
        Say($"index: {indexer.DoneTo / taken.TotalSeconds:N0} entries/s, {used.TotalMicroseconds / indexer.DoneTo:0.0} µs of processor each, {new FileInfo(files.Index).Length / (double)indexer.DoneTo:0} bytes each");
    }

    private async Task MeasureAsync(SqliteMessageReader reader, string what, Func<int, MessageQuery> query)
    {
        var times = new List<double>();
        var found = 0;
        for (var i = 0; i < Repeats; i++)
        {
            var asked = query(i);
            var direction = asked.Text is null && i % 2 == 0 ? PageDirection.Newer : PageDirection.Older;
            var from = asked.Text is null ? _random.NextInt64(1, count) : long.MaxValue;
            var clock = Stopwatch();
            var page = await reader.ReadAsync(asked, from, direction, PageEntries, CancellationToken.None);
            times.Add(clock().TotalMilliseconds);
            found += page.Messages.Count;
        }

        var first = times[0];
        times.Sort();
        Say($"{what,-55} p50 {times[Repeats / 2],7:0.0} ms   p95 {times[Repeats * 95 / 100],7:0.0} ms   first {first,7:0.0} ms   {found / (double)Repeats,5:0.0} entries");
    }

    private async Task ExportAsync(SqliteMessageReader reader)
    {
        foreach (var name in ExportFormats.Names)
        {
            var before = MemoryBytes();
            var most = before;
            var clock = Stopwatch();
            await using var entries = reader.ReadAllAsync(MessageQuery.All, CancellationToken.None).Take(1_000_000).GetAsyncEnumerator();
            var pipe = PipeWriter.Create(Stream.Null);
            var written = await MessageExport.WriteAsync(entries, ExportFormats.Make(name)!, pipe, _ => most = Math.Max(most, MemoryBytes()), CancellationToken.None);
            Say($"export of {written:N0} as {name}: {written / clock().TotalSeconds:N0} entries/s, at most {(most - before) / 1048576.0:0.0} MB more memory");
        }
    }

    private DateTimeOffset Somewhen() => new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(_random.NextInt64(count) * 400);

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static long MemoryBytes() => Environment.WorkingSet;

    private static Func<TimeSpan> Stopwatch()
    {
        var started = TimeProvider.System.GetTimestamp();
        return () => TimeProvider.System.GetElapsedTime(started);
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
