using ChatHub.Chat;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>
/// Tells the hub the operators' names, so that no client is taken for one of them: before the first client comes, when this server changes an account, and every
/// <see cref="LookEvery"/> for what the shell changed.
/// </summary>
internal sealed partial class NamesOnTheWire(OperatorAccounts accounts, OperatorFile file, MessageHub hub, TimeProvider time, ILogger<NamesOnTheWire> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>How often the accounts are looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private ITimer? _timer;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        accounts.Changed += TellAsync;
        Tell();
        _timer = time.CreateTimer(static self => ((NamesOnTheWire)self!).Tell(), this, LookEvery, LookEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        accounts.Changed -= TellAsync;
        _timer?.Dispose();
    }

    private Task TellAsync()
    {
        Tell();
        return Task.CompletedTask;
    }

    private void Tell()
    {
        try
        {
            hub.Names.OfOperators = file.Names();
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            NotRead(log, failure.Message); // the names known before hold on
        }
    }

    [LoggerMessage(5240, LogLevel.Warning, "The operators' names cannot be read, so those known before are kept from clients: {Problem}")]
    private static partial void NotRead(ILogger log, string problem);
}
