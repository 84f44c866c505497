namespace ChatHub.Fuzzing;

/// <summary>What an input did that it should not.</summary>
/// <param name="Target">The parser.</param>
/// <param name="Number">The number of the input; with the seed it gives the input again.</param>
/// <param name="Problem">What.</param>
internal sealed record FuzzFinding(string Target, long Number, string Problem);

/// <summary>Gives inputs to parsers in turns, and notes what fails, takes longer than 100 ms or takes memory out of proportion.</summary>
internal static class FuzzRun
{
    private const int MostFindings = 20;

    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Inputs of the numbers from <paramref name="first"/> on, one target after the other.</summary>
    public static IReadOnlyList<FuzzFinding> Run(int seed, long first, long count, IReadOnlyList<FuzzTarget> targets, Action<long>? progress = null)
    {
        var inputs = new FuzzInput(seed);
        var findings = new List<FuzzFinding>();
        for (var number = first; number < first + count && findings.Count < MostFindings; number++)
        {
            var target = targets[(int)(number % targets.Count)];
            if (Problem(target, inputs.Make(number)) is { } problem)
            {
                findings.Add(new(target.Name, number, problem));
            }

            if (number % 100_000 == 99_999)
            {
                progress?.Invoke(number + 1 - first);
            }
        }

        return findings;
    }

    private static string? Problem(FuzzTarget target, byte[] input)
    {
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var time = TimeOf(target, input);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            for (var again = 0; again < 4 && time > s_longest; again++)
            {
                time = TimeOf(target, input); // the machine may have been busy: only what is slow every time is slow
            }

            return time > s_longest ? $"takes {time.TotalMilliseconds:0} ms for {input.Length} bytes"
                : allocated > 1024 * 1024 + (1024L * input.Length) ? $"takes {allocated} bytes of memory for {input.Length} bytes"
                : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    private static TimeSpan TimeOf(FuzzTarget target, byte[] input)
    {
        var started = TimeProvider.System.GetTimestamp();
        target.Take(input);
        return TimeProvider.System.GetElapsedTime(started);
    }
}
