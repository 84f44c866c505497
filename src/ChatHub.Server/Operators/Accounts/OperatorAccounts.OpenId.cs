using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Accounts of those that an OpenID Connect provider vouches for. They have no password, and are known by the provider and its number for them, whatever they are called.</summary>
internal sealed partial class OperatorAccounts
{
    /// <summary>Finds the account of somebody, or makes it, and gives it the role that the provider says. An account that is locked stays as it is.</summary>
    /// <param name="issuer">The provider.</param>
    /// <param name="subject">What it knows them by.</param>
    /// <param name="name">What they are called, where the account has to be made: it keeps its name.</param>
    /// <param name="role">What they may; with <see cref="OperatorRole.None"/> none is made, and one that is there may nothing more.</param>
    /// <returns>What came of it, and the role of before: null for an account that was made now.</returns>
    public Task<(AccountProblem Problem, OperatorAccount? Account, OperatorRole? Before)> TakeOpenIdAsync(string issuer, string subject, string name, OperatorRole role) => ChangeAsync(async users =>
    {
        if (await users.FindByLoginAsync(issuer, subject) is { } known)
        {
            OperatorRole? before = known.Role;
            return (await GiveAsync(users, known, role), known, before);
        }

        // A name is what the audit tells people apart by: it is never given twice, and never taken from who has it.
        if (role == OperatorRole.None || OperatorNames.IsReserved(name) || await IsTakenAsync(users, name))
        {
            return (role == OperatorRole.None ? AccountProblem.Unknown : AccountProblem.NameTaken, (OperatorAccount?)null, (OperatorRole?)null);
        }

        var account = new OperatorAccount { UserName = name, Role = role, CreatedAt = time.GetUtcNow() };
        if (Of(await users.CreateAsync(account)) is var problem and not AccountProblem.None)
        {
            return (problem, null, null);
        }

        problem = Of(await users.AddLoginAsync(account, new UserLoginInfo(issuer, subject, issuer)));
        if (problem != AccountProblem.None)
        {
            await users.DeleteAsync(account); // nobody could sign in with it
            return (problem, null, null);
        }

        return (problem, account, null);
    });

    private async Task<AccountProblem> GiveAsync(UserManager<OperatorAccount> users, OperatorAccount account, OperatorRole role)
    {
        if (role == OperatorRole.None)
        {
            await sessions.EndAllAsync(account.Id);
        }

        if (account.LockedAt is not null || account.Role == role)
        {
            return AccountProblem.None;
        }

        account.Role = role;
        return await SaveAsync(users, account);
    }
}
