using System.Globalization;
using ChatHub.Fuzzing;

namespace ChatHub.Benchmarks.Fuzz;

/// <summary><c>fuzz [inputs] [seed]</c>: 10 million inputs with seed 1 unless said otherwise. Ends with 1 when something was found.</summary>
internal static class FuzzMode
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var count = arguments.Length > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000_000;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var started = TimeProvider.System.GetTimestamp();
        var findings = FuzzRun.Run(seed, 0, count, FuzzTargets.All, done => output.WriteLine($"{done:N0} inputs"));
        foreach (var finding in findings)
        {
            await output.WriteLineAsync($"{finding.Target}, input {finding.Number} of seed {seed}: {finding.Problem}");
        }

        var time = TimeProvider.System.GetElapsedTime(started);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} inputs to {FuzzTargets.All.Count} parsers in {time.TotalSeconds:0} s: {findings.Count} findings"));
        return findings.Count == 0 ? 0 : 1;
    }
}
