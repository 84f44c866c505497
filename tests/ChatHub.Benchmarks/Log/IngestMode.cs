using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatHub.Benchmarks.Log;

/// <summary>
/// How fast the message log takes entries, from the hub's history to the file, beside bare prepared inserts of the same rows in the same group size
/// in one thread, once synced as the log is and once not. All in one run, in turns, so that their ratio counts and not the machine.
/// </summary>
internal static class IngestMode
{
    private const int Group = PendingEntries.GroupEntries;
    private const int Together = 50;
    private const int Rounds = 3;

    /// <summary><c>log ingest [entries] [folder]</c>: 500,000 entries in the system's folder for temporary files unless said otherwise.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500_000;
        var parent = arguments.Length > 1 ? arguments[1] : Path.GetTempPath();
        var product = new List<double>();
        var synced = new List<double>();
        var unsynced = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var messages = Messages(count);
            var (productRate, allocated, group) = await InFolderAsync(parent, folder => ProductAsync(folder, messages));
            var full = await InFolderAsync(parent, folder => Task.FromResult(Bare(folder, messages, "FULL")));
            var normal = await InFolderAsync(parent, folder => Task.FromResult(Bare(folder, messages, "NORMAL")));
            if (round > 0) // the first warms up
            {
                product.Add(productRate);
                synced.Add(full);
                unsynced.Add(normal);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"round {round}: log {productRate:N0}/s in groups of {group:0}, bare inserts synced {full:N0}/s, ratio {productRate / full:0.00}, not synced {normal:N0}/s, ratio {productRate / normal:0.00}, {allocated:0.0} bytes allocated per entry"));
            }
        }

        product.Sort();
        synced.Sort();
        unsynced.Sort();
        const int Middle = Rounds / 2;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"median: log {product[Middle]:N0}/s, bare inserts synced {synced[Middle]:N0}/s, ratio {product[Middle] / synced[Middle]:0.00}, not synced {unsynced[Middle]:N0}/s, ratio {product[Middle] / unsynced[Middle]:0.00}"));
        return 0;
    }

    /// <summary>Lines of English and Chinese, 64 bytes on average, of a hundred connections.</summary>
    private static ChatMessage[] Messages(int count)
    {
        var random = new Random(1);
        var identities = Enumerable.Range(1, 100).Select(id => new SessionIdentity(id, "relay", $"192.0.2.{id}:5{id:0000}", Encoding.UTF8)).ToArray();
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return Enumerable.Range(0, count).Select(index =>
        {
            var text = index % 2 == 0 ? $"the quick brown fox {random.Next()} jumps over the lazy dog {index}\n" : $"你好，今天的天气 {random.Next()} 很好 {index}\n";
            var body = Encoding.UTF8.GetBytes(text);
            var from = identities[random.Next(identities.Length)];
            return ChatMessage.FromLog(
                0, MessageKind.Text, at.AddMilliseconds(index), "lobby", from, "guest-" + from.Id, body, body.Length - 1, 0, null, false, false, null, DisconnectReason.None, null, null);
        }).ToArray();
    }

    private static async Task<(double Rate, double Allocated, double Group)> ProductAsync(string folder, ChatMessage[] messages)
    {
        await using var log = new SqliteMessageLog(new MessageLogFiles(folder), new MessageLogOptions(), TimeProvider.System, NullLogger<SqliteMessageLog>.Instance, []);
        var history = new MessageHistory(10_000, log: log);
        log.Start(entry => history.Append([entry]));
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var started = TimeProvider.System.GetTimestamp();
        for (var next = 0; next < messages.Length; next += Together)
        {
            var batch = messages.AsSpan(next, Math.Min(Together, messages.Length - next));
            history.Append(batch);
            if (log.WhenDeliverable(batch[^1].Id) is { IsCompleted: false } wait)
            {
                await wait;
            }
        }

        await log.CloseAsync();
        var rate = messages.Length / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return (rate, (GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore) / (double)messages.Length, log.Written / (double)log.Commits);
    }

    private static double Bare(string folder, ChatMessage[] messages, string synchronous)
    {
        using var connection = MessageLogFiles.OpenToWrite(new MessageLogFiles(folder).Log);
        MessageLogSchema.Prepare(connection);
        Statement.Execute(connection, $"PRAGMA synchronous = {synchronous}");
        using var begin = new Statement(connection, "BEGIN");
        using var commit = new Statement(connection, "COMMIT");
        using var insert = new Statement(connection, MessageRow.Insert);
        var started = TimeProvider.System.GetTimestamp();
        for (var next = 0; next < messages.Length; next += Group)
        {
            begin.Run();
            foreach (var message in messages.AsSpan(next, Math.Min(Group, messages.Length - next)))
            {
                MessageRow.Bind(insert, message);
                insert.Run();
            }

            commit.Run();
        }

        return messages.Length / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<T> InFolderAsync<T>(string parent, Func<string, Task<T>> work)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"chathub-ingest-{Guid.NewGuid():N}"));
        try
        {
            return await work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
