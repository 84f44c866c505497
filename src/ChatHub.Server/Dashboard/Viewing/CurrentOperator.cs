using System.Security.Claims;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// Who sits at a tab, as long as it lives: the session is looked up anew every <see cref="CheckEvery"/> and whenever this server changed something about sessions,
/// and what they may no more is gone then. A session that cannot be looked up three times in a row counts as ended. One per tab.
/// </summary>
internal sealed class CurrentOperator : ServerAuthenticationStateProvider, IDisposable
{
    /// <summary>How often it is checked: with three tries, rights are lost within 30 s.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(9);

    private const int MostFailures = 3;

    private readonly SemaphoreSlim _checking = new(1, 1);
    private readonly OperatorSessions _sessions;
    private readonly TimeProvider _time;
    private readonly ILogger<CurrentOperator> _log;
    private OperatorIdentity _identity = OperatorIdentity.Nobody;
    private string? _session;
    private ITimer? _timer;
    private int _failures;
    private bool _disposed;

    public CurrentOperator(OperatorSessions sessions, TimeProvider time, ILogger<CurrentOperator> log)
    {
        _sessions = sessions;
        _time = time;
        _log = log;
        AuthenticationStateChanged += Take;
    }

    /// <summary>Called after it became somebody else, or what they may has changed.</summary>
    public event Action? Changed;

    /// <summary>Who it is now.</summary>
    public OperatorIdentity Identity => Volatile.Read(ref _identity);

    /// <summary>Mark of the session that the tab lives by; null where there is none.</summary>
    public string? Session => _session;

    /// <summary>Whether they may now what this role may.</summary>
    public bool May(OperatorRole role) => Identity.May(role);

    /// <summary>Who gives a command now. To give one is to use the session.</summary>
    public OperatorIdentity By()
    {
        Touch();
        return Identity;
    }

    /// <summary>The session is in use: it holds for another 8 hours.</summary>
    public void Touch()
    {
        if (_session is { } session)
        {
            _ = TouchAsync(session);
        }
    }

    /// <summary>Looks the session up.</summary>
    public async Task CheckAsync()
    {
        if (_session is not { } session || _disposed)
        {
            return;
        }

        await _checking.WaitAsync();
        try
        {
            var principal = await _sessions.FindAsync(session, Identity.From);
            _failures = 0;
            Become(principal);
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException)
        {
            ViewingLog.SessionNotChecked(_log, failure.Message);
            if (++_failures >= MostFailures)
            {
                Become(null);
            }
        }
        finally
        {
            _checking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        AuthenticationStateChanged -= Take;
        _sessions.Changed -= Check;
        _timer?.Dispose();
    }

    private void Take(Task<AuthenticationState> state)
    {
        if (!state.IsCompletedSuccessfully)
        {
            _ = TakeLaterAsync(state);
            return;
        }

#pragma warning disable RS0030 // it has ended
        var principal = state.Result.User;
#pragma warning restore RS0030
        Volatile.Write(ref _identity, OperatorIdentity.Of(principal));
        if (_session is null && principal.FindFirstValue(OperatorIdentity.SessionClaim) is { } session)
        {
            _session = session;
            _sessions.Changed += Check;
            _timer = _time.CreateTimer(static self => ((CurrentOperator)self!).Check(), this, CheckEvery, CheckEvery);
        }
    }

    private async Task TakeLaterAsync(Task<AuthenticationState> state)
    {
        await state;
        Take(state);
    }

    private void Check() => _ = CheckAsync();

    private void Become(ClaimsPrincipal? principal)
    {
        var now = principal is null ? OperatorIdentity.Nobody : OperatorIdentity.Of(principal);
        if (now != Identity)
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(principal ?? new ClaimsPrincipal(new ClaimsIdentity()))));
            Changed?.Invoke();
        }
    }

    private async Task TouchAsync(string session)
    {
        try
        {
            await _sessions.TouchAsync(session);
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException)
        {
            ViewingLog.SessionNotChecked(_log, failure.Message);
        }
    }
}
