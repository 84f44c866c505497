using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>The accounts. What takes rights away ends sessions at once. Whoever calls has checked the caller's rights: see <see cref="OperatorCommands"/>.</summary>
internal sealed partial class OperatorAccounts(IServiceScopeFactory scopes, OperatorSessions sessions, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1); // so that two changes cannot both leave the other one as the last administrator
    private bool _some;

    /// <summary>Called after a change, which is at its end only when this is.</summary>
    public event Func<Task>? Changed;

    /// <summary>Whether there is an account at all. Once there is one there always is.</summary>
    public async Task<bool> AnyAsync()
    {
        if (!Volatile.Read(ref _some))
        {
            Volatile.Write(ref _some, await UseAsync(users => users.Users.AnyAsync()));
        }

        return _some;
    }

    /// <summary>All, by name.</summary>
    public Task<List<OperatorAccount>> ListAsync() => UseAsync(users => users.Users.AsNoTracking().OrderBy(account => account.NormalizedUserName).ToListAsync());

    /// <summary>The account of a name, in any case; null when there is none.</summary>
    public Task<OperatorAccount?> FindAsync(string name) => UseAsync(users => users.FindByNameAsync(name));

    /// <summary>Makes an account.</summary>
    /// <param name="name">See <see cref="OperatorNames"/>.</param>
    /// <param name="role">What it may.</param>
    /// <param name="password">See <see cref="PasswordRules"/>.</param>
    /// <param name="onlyAsFirst">Whether it is made only when there is none yet.</param>
    public Task<AccountProblem> CreateAsync(string name, OperatorRole role, string password, bool onlyAsFirst = false) => ChangeAsync(async users =>
    {
        if (!OperatorNames.IsGood(name))
        {
            return AccountProblem.NameWrong;
        }

        if (OperatorNames.IsReserved(name))
        {
            return AccountProblem.NameReserved;
        }

        if (PasswordRules.Check(name, password) is var problem and not AccountProblem.None)
        {
            return problem;
        }

        if ((onlyAsFirst && await users.Users.AnyAsync()) || await IsTakenAsync(users, name))
        {
            return AccountProblem.NameTaken;
        }

        return Of(await users.CreateAsync(new OperatorAccount { UserName = name, Role = role, CreatedAt = time.GetUtcNow() }, password));
    });

    /// <summary>Gives an account another password, ends its sessions, and takes the lock, the second factor and its passkeys off it.</summary>
    public Task<AccountProblem> ResetAsync(string name, string password) => ChangeOneAsync(name, async (users, account) =>
    {
        if (!account.HasPassword)
        {
            return AccountProblem.OpenId;
        }

        if (PasswordRules.Check(account.UserName!, password) is var problem and not AccountProblem.None)
        {
            return problem;
        }

        // A lock goes in one step with the old password, and the passkeys before: whatever fails on the way, nobody gets in by what they had.
        problem = await RemovePasskeysAsync(users, account);
        if (problem == AccountProblem.None)
        {
            account.LockedAt = null;
            account.TwoFactorEnabled = false;
            problem = await SetPasswordAsync(users, account, password);
        }

        return problem == AccountProblem.None ? Of(await users.ResetAuthenticatorKeyAsync(account)) : problem;
    });

    /// <summary>Gives an account the password that its owner wants, and ends its sessions but one.</summary>
    public Task<AccountProblem> ChangePasswordAsync(string name, string present, string password, string? exceptSession) => ChangeOneAsync(name, async (users, account) =>
    {
        if (!await users.CheckPasswordAsync(account, present))
        {
            return AccountProblem.PasswordWrong;
        }

        var problem = PasswordRules.Check(account.UserName!, password);
        return problem == AccountProblem.None ? await SetPasswordAsync(users, account, password, exceptSession) : problem;
    });

    /// <summary>Gives an account another role.</summary>
    public Task<AccountProblem> SetRoleAsync(string name, OperatorRole role) => ChangeOneAsync(name, async (users, account) =>
    {
        if (!account.HasPassword)
        {
            return AccountProblem.OpenId;
        }

        if (role != OperatorRole.Administrator && await IsLastAsync(users, account))
        {
            return AccountProblem.LastAdministrator;
        }

        account.Role = role;
        return await SaveAsync(users, account);
    });

    /// <summary>Locks an account out and ends its sessions, or lets it in again.</summary>
    public Task<AccountProblem> LockAsync(string name, bool locked) => ChangeOneAsync(name, async (users, account) =>
    {
        if (locked && await IsLastAsync(users, account))
        {
            return AccountProblem.LastAdministrator;
        }

        account.LockedAt = locked ? time.GetUtcNow() : null;
        var problem = await SaveAsync(users, account);
        if (locked && problem == AccountProblem.None)
        {
            await sessions.EndAllAsync(account.Id);
        }

        return problem;
    });

    /// <summary>Removes an account with its sessions.</summary>
    public Task<AccountProblem> RemoveAsync(string name) => ChangeOneAsync(name, async (users, account) =>
    {
        if (await IsLastAsync(users, account))
        {
            return AccountProblem.LastAdministrator;
        }

        var problem = Of(await users.DeleteAsync(account));
        sessions.Tell();
        return problem;
    });

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    /// <summary>Does something with Identity's own view of the accounts.</summary>
    public async Task<T> UseAsync<T>(Func<UserManager<OperatorAccount>, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<UserManager<OperatorAccount>>());
    }

    private static AccountProblem Of(IdentityResult result) => result.Succeeded
        ? AccountProblem.None
        : result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? AccountProblem.NameTaken : AccountProblem.Changed;

    // Those without a password do not count: they are here as long as their provider is.
    private static async Task<bool> IsLastAsync(UserManager<OperatorAccount> users, OperatorAccount account) =>
        account is { Role: OperatorRole.Administrator, LockedAt: null, HasPassword: true }
        && !await users.Users.AnyAsync(other => other.Id != account.Id && other.Role == OperatorRole.Administrator && other.LockedAt == null && other.PasswordHash != null);

    /// <summary>Whether another has a name, or one that looks like it: a name is what people and the audit tell operators apart by.</summary>
    private static async Task<bool> IsTakenAsync(UserManager<OperatorAccount> users, string name) =>
        await users.FindByNameAsync(name) is not null || (await users.Users.Select(other => other.UserName!).ToListAsync()).Exists(other => OperatorNames.LooksLike(other, name));

    private async Task<AccountProblem> SaveAsync(UserManager<OperatorAccount> users, OperatorAccount account)
    {
        var problem = Of(await users.UpdateAsync(account));
        sessions.Tell();
        return problem;
    }

    private async Task<AccountProblem> SetPasswordAsync(UserManager<OperatorAccount> users, OperatorAccount account, string password, string? exceptSession = null)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        var problem = Of(await users.UpdateSecurityStampAsync(account));
        if (problem == AccountProblem.None)
        {
            await sessions.EndAllAsync(account.Id, exceptSession);
        }

        return problem;
    }

    private Task<AccountProblem> ChangeOneAsync(string name, Func<UserManager<OperatorAccount>, OperatorAccount, Task<AccountProblem>> change) => ChangeAsync(async users =>
        await users.FindByNameAsync(name) is { } account ? await change(users, account) : AccountProblem.Unknown);

    private async Task<T> ChangeAsync<T>(Func<UserManager<OperatorAccount>, Task<T>> change)
    {
        T answer;
        await _changing.WaitAsync();
        try
        {
            answer = await UseAsync(change);
        }
        finally
        {
            _changing.Release();
        }

        await (Changed?.Invoke() ?? Task.CompletedTask);
        return answer;
    }
}
