using System.Globalization;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;

namespace ChatHub.Benchmarks.Log;

/// <summary>How long each step of retention holds up the writer, on a log of many entries all of which are too old.</summary>
internal static class RetentionMode
{
    private const int Group = 500;

    /// <summary><c>log retention [entries] [folder]</c>: 500,000 entries in the system's folder for temporary files unless said otherwise.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500_000;
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Length > 1 ? arguments[1] : Path.GetTempPath(), $"chathub-retention-{Guid.NewGuid():N}"));
        try
        {
            using var file = MessageFile.Open(new MessageLogFiles(folder.FullName).Log);
            var corpus = new SearchCorpus();
            for (var first = 1; first <= count; first += Group)
            {
                file.Write([.. Enumerable.Range(first, Math.Min(Group, count - first + 1)).Select(id => corpus.Make(id))]);
            }

            var steps = new RetentionSteps(file, () => new MessageLogOptions(), new LateClock());
            await output.WriteLineAsync(Measure(steps));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Measure(RetentionSteps steps)
    {
        var took = new List<double>();
        RetentionStep step;
        do
        {
            var started = TimeProvider.System.GetTimestamp();
            step = steps.Do();
            took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        while (!step.IsDone);

        took.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"{took.Count} steps: p50 {took[took.Count / 2]:0.00} ms, p99 {took[took.Count * 99 / 100]:0.00} ms, longest {took[^1]:0.00} ms");
    }

    /// <summary>The system's clock, ten years ahead.</summary>
    private sealed class LateClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(10);
    }
}
