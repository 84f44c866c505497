namespace ChatHub.EndToEnd.Tests;

/// <summary>How long a test waits for something before it fails.</summary>
public static class Deadline
{
    /// <summary>Enough for anything on one machine, even a busy one.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>A source that is cancelled when the time is up or the test is cancelled.</summary>
    public static CancellationTokenSource After(TimeSpan? within = null)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(within ?? Default);
        return source;
    }
}
