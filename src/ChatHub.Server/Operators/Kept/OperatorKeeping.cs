using System.Security.Claims;
using System.Text.Json;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Kept;

/// <summary>
/// What the dashboard keeps for an operator wherever they sign in: theme, language, columns, sizes of panes, highlights, saved filters, snippets. Each account has
/// its own and reads nobody else's. Bounded: <see cref="MostNames"/> values of <see cref="MostCharacters"/>, and <see cref="MostTotal"/> in all. Safe for all threads; the last one to write a value wins.
/// </summary>
internal sealed class OperatorKeeping(IDbContextFactory<OperatorDatabase> databases, OperatorSessions sessions, ILogger<OperatorKeeping> log) : IDisposable
{
    /// <summary>Most values of one account.</summary>
    public const int MostNames = 40;

    /// <summary>Most characters of a value: well below what a browser may send at once.</summary>
    public const int MostCharacters = 24_000;

    /// <summary>Most characters of all that an account has.</summary>
    public const int MostTotal = 200_000;

    /// <summary>Most characters of a name.</summary>
    public const int MostNameCharacters = 40;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>What is kept for the account of a session; nothing for a session that does not hold, and where it cannot be read.</summary>
    /// <param name="session">Mark of the session.</param>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string session)
    {
        try
        {
            if (await AccountOfAsync(session) is not { } account)
            {
                return new Dictionary<string, string>();
            }

            await using var database = await databases.CreateDbContextAsync();
            return Parse((await database.Kept.FindAsync(account))?.Values);
        }
        catch (SqliteException failure)
        {
            OperatorLog.NotKept(log, failure.Message);
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Keeps values for the account of a session; empty ones are kept no longer.</summary>
    /// <returns>False where a name or a value is not good, there are too many, or the session does not hold: then nothing is kept.</returns>
    public Task<bool> KeepAsync(string session, IReadOnlyDictionary<string, string> values) => WriteAsync(session, _ => values);

    /// <summary>Changes a value of the account of a session, whatever other tabs and browsers have made of it: nobody writes in between.</summary>
    /// <param name="session">Mark of the session.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">Gives the new value for the one that is kept, null for none.</param>
    /// <returns>The new value; null where it is not kept.</returns>
    public async Task<string?> ChangeAsync(string session, string name, Func<string?, string> change)
    {
        string? value = null;
        var kept = await WriteAsync(session, all => new Dictionary<string, string> { [name] = value = change(all.GetValueOrDefault(name)) });
        return kept ? value : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private async Task<bool> WriteAsync(string session, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
        await _writing.WaitAsync();
        try
        {
            if (await AccountOfAsync(session) is not { } account)
            {
                return false;
            }

            await using var database = await databases.CreateDbContextAsync();
            var kept = await database.Kept.FindAsync(account);
            var all = new Dictionary<string, string>(Parse(kept?.Values));
            var values = change(all);
            if (!values.All(value => IsGood(value.Key, value.Value)))
            {
                return false;
            }

            foreach (var (name, value) in values)
            {
                all[name] = value;
            }

            foreach (var empty in all.Where(one => one.Value.Length == 0).Select(one => one.Key).ToArray())
            {
                all.Remove(empty);
            }

            var written = JsonSerializer.Serialize(all);
            if (all.Count > MostNames || written.Length > MostTotal)
            {
                return false;
            }

            if (kept is null)
            {
                database.Kept.Add(new() { AccountId = account, Values = written });
            }
            else
            {
                kept.Values = written;
            }

            await database.SaveChangesAsync();
            return true;
        }
        catch (Exception failure) when (failure is SqliteException or DbUpdateException)
        {
            OperatorLog.NotKept(log, failure.GetBaseException().Message); // the browser keeps it all the same
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Whose session it is, while it holds.</summary>
    private async Task<string?> AccountOfAsync(string session) => (await sessions.FindAsync(session, from: ""))?.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    private static bool IsGood(string name, string value) =>
        name.Length is > 0 and <= MostNameCharacters && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') && value.Length <= MostCharacters;

    /// <summary>What cannot be used of a row, which others may have written, is left out.</summary>
    private static Dictionary<string, string> Parse(string? written)
    {
        try
        {
            return written is null ? [] : (JsonSerializer.Deserialize<Dictionary<string, string?>>(written) ?? []).Where(one => one.Value is { } value && IsGood(one.Key, value)).Take(MostNames).ToDictionary(one => one.Key, one => one.Value!);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
