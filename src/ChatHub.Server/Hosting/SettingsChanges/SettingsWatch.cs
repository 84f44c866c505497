namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>Has the settings files looked at every second, from when the server runs until it is asked to stop.</summary>
internal sealed class SettingsWatch(SettingsChanges changes, IHostApplicationLifetime life, TimeProvider time, ILogger<SettingsChanges> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var starts = life.ApplicationStarted.Register(started.SetResult);
        using var beat = new PeriodicTimer(s_every, time);
        var fails = false;
        try
        {
            await started.Task.WaitAsync(stop.Token);
            while (await beat.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    await changes.LookAsync(stop.Token);
                    fails = false;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    if (!fails)
                    {
                        SettingsLog.LookFailed(log, failure);
                    }

                    fails = true; // what it throws would end the process
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the server stops: nothing is changed any more
        }
    }
}
