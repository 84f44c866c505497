using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>
/// Answers 503 where the file of the accounts, keys, sessions and audit cannot be read, around all that asks who is there. The server's log has it at most once a minute: each request would
/// say the same.
/// </summary>
internal sealed class UnreadableAccounts(RequestDelegate next, TimeProvider time, ILogger<UnreadableAccounts> log)
{
    private static readonly TimeSpan s_sayEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _said;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (SqliteException failure) when (!context.Response.HasStarted)
        {
            if (MaySay())
            {
                OperatorLog.AccountsCannotBeRead(log, failure);
            }

            context.Response.Clear();
            await Results.Problem("The accounts, keys and audit cannot be read now; the server's log has more.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    }

    private bool MaySay()
    {
        lock (_gate)
        {
            if (_said is { } said && time.GetElapsedTime(said) < s_sayEvery)
            {
                return false;
            }

            _said = time.GetTimestamp();
            return true;
        }
    }
}
