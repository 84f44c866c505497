using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Keys;

/// <summary>The keys of programs.</summary>
internal sealed class ApiKeys(IDbContextFactory<OperatorDatabase> databases, TimeProvider time)
{
    /// <summary>How a key begins, so that one that lies about is known for what it is.</summary>
    public const string Prefix = "chk_";

    /// <summary>Most keys in force.</summary>
    public const int Most = 1_000;

    private const int MostCharacters = 100;

    private static readonly TimeSpan s_grain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lately = TimeSpan.FromMinutes(10);

    // Hashes of keys that were good lately.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _good = new(StringComparer.Ordinal);

    /// <summary>A mark of a key that was in force within the last ten minutes, for limits that are met before it is looked up; null for any other.</summary>
    public string? MarkOf(string presented) =>
        presented.Length is > 0 and <= MostCharacters && HashOf(presented) is var hash && _good.TryGetValue(hash, out var at) && at > time.GetUtcNow() - s_lately ? hash : null;

    /// <summary>Makes a key.</summary>
    /// <param name="name">See <see cref="OperatorNames"/>.</param>
    /// <param name="role">What it may.</param>
    /// <param name="expiresAt">From when on it is refused, UTC; null for never.</param>
    /// <param name="by">Who makes it.</param>
    /// <returns>What is wrong, or the key: it cannot be had a second time.</returns>
    public async Task<(AccountProblem Problem, string? Key)> CreateAsync(string name, OperatorRole role, DateTimeOffset? expiresAt, string by)
    {
        if (!OperatorNames.IsGood(name))
        {
            return (AccountProblem.NameWrong, null);
        }

        if (OperatorNames.IsReserved(name))
        {
            return (AccountProblem.NameReserved, null);
        }

        await using var database = await databases.CreateDbContextAsync();
        if (await database.Keys.AnyAsync(key => key.Name == name && key.RevokedAt == null) || await database.Keys.CountAsync(key => key.RevokedAt == null) >= Most)
        {
            return (AccountProblem.NameTaken, null);
        }

        var secret = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        database.Keys.Add(new ApiKey { Name = name, Hash = HashOf(secret), Role = role, CreatedAt = time.GetUtcNow(), CreatedBy = by, ExpiresAt = expiresAt });
        await database.SaveChangesAsync();
        return (AccountProblem.None, secret);
    }

    /// <summary>The key that was presented; null when it is not in force.</summary>
    public async Task<ApiKey?> FindAsync(string presented)
    {
        if (presented.Length is 0 or > MostCharacters || !presented.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = HashOf(presented);
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync();
        var key = await database.Keys.AsNoTracking().FirstOrDefaultAsync(one => one.Hash == hash && one.RevokedAt == null && (one.ExpiresAt == null || one.ExpiresAt > now));
        if (key is not null && !(key.LastUsedAt > now - s_grain))
        {
            try
            {
                await database.Keys.Where(one => one.Id == key.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastUsedAt, now));
            }
            catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or DbUpdateException)
            {
                // On a full disk a program must still be able to act: its last use is not known then.
            }
        }

        if (key is not null)
        {
            if (_good.Count >= Most)
            {
                _good.Clear();
            }

            _good[hash] = now;
        }

        return key;
    }

    /// <summary>Whether a key is in force now.</summary>
    public async Task<bool> HoldsAsync(long id)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync();
        return await database.Keys.AnyAsync(one => one.Id == id && one.RevokedAt == null && (one.ExpiresAt == null || one.ExpiresAt > now));
    }

    /// <summary>All, the newest first.</summary>
    public async Task<List<ApiKey>> ListAsync()
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Keys.AsNoTracking().OrderByDescending(key => key.Id).ToListAsync();
    }

    /// <summary>Revokes a key, from the next request on.</summary>
    /// <returns>False when there is none such in force.</returns>
    public async Task<bool> RevokeAsync(long id)
    {
        await using var database = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        return await database.Keys.Where(key => key.Id == id && key.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, now)) > 0;
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
