using ChatHub.Server.Operators.SignIn.Passkeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>The passkeys of accounts. Whoever calls has checked that they are the caller's own.</summary>
internal sealed partial class OperatorAccounts
{
    /// <summary>Most passkeys of an account.</summary>
    public const int MostPasskeys = 10;

    /// <summary>The passkeys of an account, the eldest first.</summary>
    public async Task<List<PasskeySnapshot>> PasskeysAsync(string accountId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<OperatorDatabase>().UserPasskeys.AsNoTracking().Where(passkey => passkey.UserId == accountId).ToListAsync();
        return [.. kept.OrderBy(one => one.Data.CreatedAt).Select(one => new PasskeySnapshot(PasskeySnapshot.IdOf(one.CredentialId), one.Data.Name ?? "", one.Data.CreatedAt, one.LastUsedAt))];
    }

    /// <summary>Gives an account one more, unless it changed since its password was checked.</summary>
    /// <param name="checkedAs">The account as it was then.</param>
    /// <param name="passkey">The passkey.</param>
    public Task<AccountProblem> AddPasskeyAsync(OperatorAccount checkedAs, UserPasskeyInfo passkey) => ChangeOneAsync(checkedAs.UserName!, async (users, account) =>
        !account.HasPassword ? AccountProblem.OpenId
        : account.SecurityStamp != checkedAs.SecurityStamp ? AccountProblem.Changed
        : (await users.GetPasskeysAsync(account)).Count >= MostPasskeys ? AccountProblem.PasskeysMany
        : Of(await users.AddOrUpdatePasskeyAsync(account, passkey)));

    /// <summary>Calls one of an account's something else.</summary>
    public Task<AccountProblem> RenamePasskeyAsync(string name, byte[] id, string called) => ChangeOneAsync(name, async (users, account) =>
    {
        if (await users.GetPasskeyAsync(account, id) is not { } passkey)
        {
            return AccountProblem.Unknown;
        }

        passkey.Name = called;
        return Of(await users.AddOrUpdatePasskeyAsync(account, passkey));
    });

    /// <summary>Takes one from an account, and ends its sessions but one.</summary>
    public Task<AccountProblem> RemovePasskeyAsync(string name, byte[] id, string? exceptSession) => ChangeOneAsync(name, async (users, account) =>
    {
        if (await users.GetPasskeyAsync(account, id) is null)
        {
            return AccountProblem.Unknown;
        }

        var problem = Of(await users.RemovePasskeyAsync(account, id));
        problem = problem == AccountProblem.None ? Of(await users.UpdateSecurityStampAsync(account)) : problem; // who proved it a moment ago is not in yet
        if (problem == AccountProblem.None)
        {
            await sessions.EndAllAsync(account.Id, exceptSession);
        }

        return problem;
    });

    /// <summary>Takes down that somebody signs in with one: when, and how far its counter is.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="passkey">As it was proved.</param>
    public Task<AccountProblem> UsePasskeyAsync(string name, UserPasskeyInfo passkey) => ChangeOneAsync(name, async (users, account) =>
    {
        // Of two that come at once with one counter, the second is a copy: the check of the counter looked before it was written.
        if (await users.GetPasskeyAsync(account, passkey.CredentialId) is not { } kept || (passkey.SignCount != 0 && kept.SignCount >= passkey.SignCount))
        {
            return AccountProblem.Changed;
        }

        passkey.Name = kept.Name; // it may have been renamed since it was read
        var problem = Of(await users.AddOrUpdatePasskeyAsync(account, passkey));
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<OperatorDatabase>().UserPasskeys.Where(one => one.CredentialId == passkey.CredentialId)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastUsedAt, now));
        return problem;
    });

    private static async Task<AccountProblem> RemovePasskeysAsync(UserManager<OperatorAccount> users, OperatorAccount account)
    {
        var problem = AccountProblem.None;
        foreach (var passkey in await users.GetPasskeysAsync(account))
        {
            problem = problem == AccountProblem.None ? Of(await users.RemovePasskeyAsync(account, passkey.CredentialId)) : problem;
        }

        return problem;
    }
}
