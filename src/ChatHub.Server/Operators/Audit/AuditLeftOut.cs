namespace ChatHub.Server.Operators.Audit;

/// <summary>Tells the audit from time to time how many refusals of strangers were left out, and at the end.</summary>
internal sealed class AuditLeftOut(AuditLog audit, TimeProvider time) : BackgroundService
{
    /// <summary>How often, where there is something to tell.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        audit.TellLeftOut();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                audit.TellLeftOut();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // As AuditRetention: no fault of this service.
        }
    }
}
