using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>
/// Tells the hub the operators' names, so that no client is taken for one of them, and calls who has such a name already a guest again: before the first client comes, when this server changes an account, and every
/// <see cref="LookEvery"/> for what the shell changed.
/// </summary>
internal sealed partial class NamesOnTheWire(OperatorAccounts accounts, OperatorFile file, MessageHub hub, ConnectionRegistry connections, TimeProvider time, ILogger<NamesOnTheWire> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>How often the accounts are looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _known = [];
    private bool _again;
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
            lock (_gate)
            {
                var names = file.Names();
                var isNew = !names.SequenceEqual(_known);
                _known = names;
                hub.Names.OfOperators = names;
                if (isNew || _again)
                {
                    TakeBack();
                }

                _again = isNew; // who asked for a name as it became an operator's may have got it just after
            }
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            NotRead(log, failure.Message); // the names known before hold on
        }
    }

    /// <summary>Who has a name that is an operator's now becomes a guest. Who claimed it is told, and its room, as of every new name.</summary>
    private void TakeBack()
    {
        foreach (var session in hub.Sessions.Where(session => hub.Names.IsKept(session.Name)))
        {
            var before = session.Name;
            if (hub.TakeBack(session))
            {
                connections.TellTakenBack(session.Id);
            }

            if (session.Name != before)
            {
                TakenBack(log, session.Id, before, session.Name);
            }
        }
    }

    [LoggerMessage(5241, LogLevel.Information, "Connection #{Connection} was called {Before}, as an operator is now: it is {After} again")]
    private static partial void TakenBack(ILogger log, long connection, string before, string after);

    [LoggerMessage(5240, LogLevel.Warning, "The operators' names cannot be read, so those known before are kept from clients: {Problem}")]
    private static partial void NotRead(ILogger log, string problem);
}
