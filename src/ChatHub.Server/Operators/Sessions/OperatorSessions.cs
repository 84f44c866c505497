using System.Security.Claims;
using System.Security.Cryptography;
using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Sessions;

/// <summary>
/// The sign-ins that hold. A browser's cookie has nothing but a session's key; who it is and what they may is read from the accounts at each request,
/// so what was taken away is gone at once.
/// </summary>
internal sealed class OperatorSessions(IDbContextFactory<OperatorDatabase> databases, TimeProvider time) : ITicketStore
{
    /// <summary>How long a session holds after its last use.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(8);

    /// <summary>How long a session holds at most, however much it is used: a lost computer is not signed in for ever, and a class that leaves the dashboard open all week signs in once.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(7);

    /// <summary>Scheme of the cookie.</summary>
    public const string Scheme = "Cookie";

    /// <summary>Where a ticket carries what the browser calls itself.</summary>
    public const string BrowserItem = "browser";

    /// <summary>Where a ticket carries the stamp that the account had when it was proved whose it is.</summary>
    public const string StampItem = "stamp";

    private const int MostBrowserCharacters = 200;

    private static readonly TimeSpan s_grain = TimeSpan.FromMinutes(1);

    /// <summary>Called after something changed that may take rights away.</summary>
    public event Action? Changed;

    /// <summary>Tells that something changed.</summary>
    public void Tell() => Changed?.Invoke();

    /// <summary>Begins a session, unless the account changed since it was proved whose it is: what ended its sessions could not end this one.</summary>
    /// <exception cref="SessionRefusedException">It did.</exception>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var browser = ticket.Properties.Items.TryGetValue(BrowserItem, out var agent) ? agent ?? "" : "";
        var (owner, stamp) = (ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The ticket names no account."), ticket.Properties.Items[StampItem]);
        await using var database = await databases.CreateDbContextAsync();
        await using var step = await database.Database.BeginTransactionAsync(); // it writes from the start: no change comes between the look and the session
        if (!await database.Users.AnyAsync(account => account.Id == owner && account.SecurityStamp == stamp && account.LockedAt == null))
        {
            throw new SessionRefusedException();
        }

        var now = time.GetUtcNow();
        var eldest = now - AtMost;
        await database.Sessions.Where(session => session.ExpiresAt <= now || session.CreatedAt <= eldest).ExecuteDeleteAsync();
        database.Sessions.Add(new OperatorSession
        {
            Id = IdOf(key),
            AccountId = owner,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Lasting,
            From = ticket.Principal.FindFirstValue(OperatorIdentity.FromClaim) ?? "",
            Browser = browser[..Math.Min(browser.Length, MostBrowserCharacters)],
        });
        await database.SaveChangesAsync();
        await step.CommitAsync();
        return key;
    }

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, null, CancellationToken.None);

    /// <summary>The ticket of a session, for a request that comes from its own address.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext? context, CancellationToken cancellationToken)
    {
        var id = IdOf(key);
        var principal = await FindAsync(id, context?.Connection.RemoteIpAddress?.ToText() ?? "");
        if (principal is not null)
        {
            try
            {
                await TouchAsync(id);
            }
            catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or DbUpdateException)
            {
                // On a full disk somebody must still be able to act: the session ends when it would have without this use.
            }
        }

        return principal is null ? null : new AuthenticationTicket(principal, new AuthenticationProperties { ExpiresUtc = time.GetUtcNow() + Lasting }, Scheme);
    }

    /// <summary>Nothing to do: using a session makes it last.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RemoveAsync(string key) => EndAsync(IdOf(key));

    /// <summary>Whose session it is and what they may now; null when it has ended.</summary>
    public async Task<ClaimsPrincipal?> FindAsync(string id, string from)
    {
        await using var database = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        var eldest = now - AtMost;
        var account = await (from session in database.Sessions
                             join owner in database.Users on session.AccountId equals owner.Id
                             where session.Id == id && session.ExpiresAt > now && session.CreatedAt > eldest && owner.LockedAt == null
                             select new { owner.Id, owner.UserName, owner.Role, HasPassword = owner.PasswordHash != null }).FirstOrDefaultAsync();
        return account is null
            ? null
            : new OperatorIdentity(account.UserName!, account.Role, account.HasPassword ? OperatorProof.Account : OperatorProof.OpenId, from)
                .ToPrincipal(Scheme, new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(OperatorIdentity.SessionClaim, id));
    }

    /// <summary>Lets a session last: somebody uses it.</summary>
    public async Task TouchAsync(string id)
    {
        await using var database = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        var due = now - s_grain;
        if (!await database.Sessions.AnyAsync(session => session.Id == id && session.LastSeenAt <= due && session.ExpiresAt > now))
        {
            return; // an update waits for others that write, even when it changes nothing
        }

        await database.Sessions.Where(session => session.Id == id && session.LastSeenAt <= due && session.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.LastSeenAt, now).SetProperty(session => session.ExpiresAt, now + Lasting));
    }

    /// <summary>Those that hold, with the names of their accounts, the last used first.</summary>
    public async Task<List<SessionSnapshot>> ListAsync(string? account = null)
    {
        await using var database = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        var eldest = now - AtMost;
        return await (from session in database.Sessions
                      join owner in database.Users on session.AccountId equals owner.Id
                      where session.ExpiresAt > now && session.CreatedAt > eldest && (account == null || owner.UserName == account)
                      orderby session.LastSeenAt descending
                      select new SessionSnapshot(session.Id, owner.UserName!, session.CreatedAt, session.LastSeenAt, session.From, session.Browser)).ToListAsync();
    }

    /// <summary>Ends a session.</summary>
    /// <returns>False when there is none such.</returns>
    public async Task<bool> EndAsync(string id)
    {
        await using var database = await databases.CreateDbContextAsync();
        var done = await database.Sessions.Where(session => session.Id == id).ExecuteDeleteAsync() > 0;
        Tell();
        return done;
    }

    /// <summary>Ends the sessions of an account, but one.</summary>
    public async Task EndAllAsync(string accountId, string? exceptId = null)
    {
        await using var database = await databases.CreateDbContextAsync();
        await database.Sessions.Where(session => session.AccountId == accountId && session.Id != exceptId).ExecuteDeleteAsync();
        Tell();
    }

    private static string IdOf(string key) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key)));
}
