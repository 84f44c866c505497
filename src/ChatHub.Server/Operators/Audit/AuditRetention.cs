using ChatHub.Server.Operators.Accounts;

namespace ChatHub.Server.Operators.Audit;

/// <summary>Removes what is older than a year from the audit, at the start and each day.</summary>
internal sealed class AuditRetention(OperatorFile file, TimeProvider time, ILogger<AuditRetention> log) : BackgroundService
{
    /// <summary>How long entries are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private static readonly TimeSpan s_beat = TimeSpan.FromDays(1);

    /// <summary>Removes them now.</summary>
    /// <returns>How many there were.</returns>
    public int Run() => file.RemoveAuditBefore(time.GetUtcNow() - Kept - TimeSpan.FromMinutes(1)); // the file's own rule is a year to the second, on the system's clock

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_beat, time);
        try
        {
            do
            {
                try
                {
                    Run();
                }
                catch (Microsoft.Data.Sqlite.SqliteException failure)
                {
                    OperatorLog.AuditNotCut(log, failure.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that failed ends it without a stop: the host would call that a fault of this service.
        }
    }
}
