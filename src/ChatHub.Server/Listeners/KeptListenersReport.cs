namespace ChatHub.Server.Listeners;

/// <summary>Says in the server's log what was wrong with the listeners that operators added.</summary>
internal sealed partial class KeptListenersReport(KeptListeners kept, ILogger<KeptListenersReport> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in kept.Problems)
        {
            NotUsed(log, problem);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(7101, LogLevel.Warning, "{Problem}")]
    private static partial void NotUsed(ILogger log, string problem);
}
