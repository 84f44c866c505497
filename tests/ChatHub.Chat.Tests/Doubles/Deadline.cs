using System.Diagnostics.CodeAnalysis;

namespace ChatHub.Tests;

/// <summary>How long a test waits for a signal before it fails: far longer than any signal takes, short enough to hear of it.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    /// <summary>A token that ends with the deadline from now.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The token needs its source until the deadline, which disposes its timer.")]
    public static CancellationToken Token => new CancellationTokenSource(Time).Token;

    public static Task Soon(this Task task) => task.WaitAsync(Time, TimeProvider.System, CancellationToken.None);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Time, TimeProvider.System, CancellationToken.None);

    /// <summary>Waits for a state that nothing signals, by looking again and again.</summary>
    public static async Task Until(Func<bool> holds, string what)
    {
        var end = Token;
        while (!holds())
        {
            Assert.False(end.IsCancellationRequested, $"not within {Time.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
    }
}
