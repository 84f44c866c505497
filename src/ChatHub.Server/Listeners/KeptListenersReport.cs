namespace ChatHub.Server.Listeners;

/// <summary>Says in the server's log what was wrong with the listeners that operators added.</summary>
internal sealed partial class KeptListenersReport(KeptListeners kept, ILogger<KeptListenersReport> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (kept.Unread is { Aside: { } aside } unread)
        {
            SetAside(log, unread.File, aside, unread.Why);
        }
        else if (kept.Unread is { } left)
        {
            NotRead(log, left.File, left.Why);
        }

        foreach (var unused in kept.Unused)
        {
            NotUsed(log, unused.Listener.Name, unused.Why ?? "there is another of that name");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(7101, LogLevel.Warning, "The listener {Listener} that an operator added is not used: {Why}")]
    private static partial void NotUsed(ILogger log, string listener, string why);

    [LoggerMessage(7102, LogLevel.Error, "{File} could not be read and is now {Aside}: the listeners that operators added are not there ({Why})")]
    private static partial void SetAside(ILogger log, string file, string aside, string why);

    [LoggerMessage(7103, LogLevel.Error, "{File} could not be read and cannot be set aside: the listeners that operators added are not there, and none can be added ({Why})")]
    private static partial void NotRead(ILogger log, string file, string why);
}
