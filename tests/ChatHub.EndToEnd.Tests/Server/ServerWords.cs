namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>Waits for what a server prints.</summary>
internal static class ServerWords
{
    /// <summary>Waits until it has printed a line with these words.</summary>
    public static async Task SaysAsync(this PublishedServer server, string words)
    {
        using var deadline = Deadline.After();
        while (!server.Output.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            Assert.False(deadline.IsCancellationRequested, $"The server does not say '{words}'. It printed:\n{string.Join('\n', server.Output)}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
