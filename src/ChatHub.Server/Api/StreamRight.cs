using System.Globalization;
using System.Security.Claims;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;

namespace ChatHub.Server.Api;

/// <summary>
/// Whether whoever opened a stream may still have it: it lives as long as its request, so nobody else looks again. The key or the session is looked up every
/// <see cref="CheckEvery"/>, and when this server changed something about sessions. A look-up that fails three times in a row counts as a no.
/// </summary>
internal sealed class StreamRight : IDisposable
{
    /// <summary>How often it is checked: with three tries, a stream ends within 30 s.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(9);

    private const int MostFailures = 3;

    private readonly CancellationTokenSource _gone = new();
    private readonly OperatorSessions _sessions;
    private readonly ApiKeys _keys;
    private readonly OperatorRole _least;
    private readonly string? _session;
    private readonly long? _key;
    private readonly ITimer? _timer;
    private int _failures;

    /// <summary>The right of a caller.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="least">What the stream takes.</param>
    /// <param name="sessions">Where a session is looked up.</param>
    /// <param name="keys">Where a key is looked up; its role never changes.</param>
    /// <param name="time">The clock.</param>
    public StreamRight(ClaimsPrincipal caller, OperatorRole least, OperatorSessions sessions, ApiKeys keys, TimeProvider time)
    {
        (_least, _sessions, _keys) = (least, sessions, keys);
        Gone = _gone.Token;
        _session = caller.FindFirstValue(OperatorIdentity.SessionClaim);
        _key = long.TryParse(caller.FindFirstValue(OperatorIdentity.KeyClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;
        if (_session is not null || _key is not null)
        {
            _sessions.Changed += Check;
            _timer = time.CreateTimer(static self => ((StreamRight)self!).Check(), this, CheckEvery, CheckEvery);
        }
    }

    /// <summary>The right of whoever makes a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="least">What it takes.</param>
    public static StreamRight Of(HttpContext context, OperatorRole least) => new(
        context.User, least, context.RequestServices.GetRequiredService<OperatorSessions>(), context.RequestServices.GetRequiredService<ApiKeys>(), context.RequestServices.GetRequiredService<TimeProvider>());

    /// <summary>The stream has to end.</summary>
    public CancellationToken Gone { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sessions.Changed -= Check;
        _timer?.Dispose();
        _gone.Dispose();
    }

    private void Check() => _ = CheckAsync();

    private async Task CheckAsync()
    {
        try
        {
            var holds = _key is { } key ? await _keys.HoldsAsync(key) : OperatorIdentity.Of(await _sessions.FindAsync(_session!, "") ?? new()).May(_least);
            _failures = 0;
            if (!holds)
            {
                await EndAsync();
            }
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException)
        {
            if (++_failures >= MostFailures)
            {
                await EndAsync();
            }
        }
    }

    private async Task EndAsync()
    {
        try
        {
            await _gone.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // the stream has ended meanwhile
        }
    }
}
