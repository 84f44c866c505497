using Xunit;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>Waits for what another thread does.</summary>
internal static class Until
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    /// <summary>Looks again and again until it is so.</summary>
    public static async Task True(Func<bool> holds, string what)
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        while (!holds())
        {
            Assert.False(deadline.IsCancellationRequested, $"not within {s_deadline.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }

    public static Task Soon(this Task task) => task.WaitAsync(s_deadline, TimeProvider.System, CancellationToken.None);
}
