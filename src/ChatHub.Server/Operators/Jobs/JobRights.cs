using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;

namespace ChatHub.Server.Operators.Jobs;

/// <summary>
/// Ends jobs with the right to act of who began them. The session or key that a job was begun with is looked up every <see cref="CheckEvery"/>, whoever took it away and wherever: at the shell, on another
/// page, by time; and at once when this server changed something about sessions. One that cannot be looked up three times in a row counts as gone.
/// </summary>
internal sealed class JobRights(OperatorJobs jobs, OperatorSessions sessions, ApiKeys keys, TimeProvider time, ILogger<JobRights> log) : IHostedService, IDisposable
{
    /// <summary>How often they are looked up: with three tries, a job ends within 30 s.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(9);

    private const int MostFailures = 3;

    private readonly SemaphoreSlim _checking = new(1, 1);
    private ITimer? _timer;
    private int _failures;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.Changed += Check;
        _timer = time.CreateTimer(static self => ((JobRights)self!).Check(), this, CheckEvery, CheckEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        sessions.Changed -= Check;
        _timer?.Dispose();
    }

    private void Check() => _ = CheckAsync();

    private async Task CheckAsync()
    {
        if (jobs.Owned().Count == 0)
        {
            return; // nearly always
        }

        await _checking.WaitAsync();
        try
        {
            foreach (var (job, by) in jobs.Owned())
            {
                if (!await MayActAsync(by))
                {
                    jobs.Stop(job);
                    OperatorLog.JobLostItsRight(log, job, by);
                }
            }

            _failures = 0;
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException)
        {
            if (++_failures >= MostFailures)
            {
                foreach (var (job, by) in jobs.Owned())
                {
                    jobs.Stop(job);
                    OperatorLog.JobLostItsRight(log, job, by);
                }
            }
        }
        finally
        {
            _checking.Release();
        }
    }

    private async Task<bool> MayActAsync(OperatorIdentity by) => by.Key is { } key
        ? await keys.HoldsAsync(key)
        : OperatorIdentity.Of(await sessions.FindAsync(by.Session!, by.From) ?? new()).May(OperatorRole.Operator);
}
