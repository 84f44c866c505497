using ChatHub.Server.Operators.Accounts;

namespace ChatHub.Server.Operators;

/// <summary>What administrators do about operators, keys and sessions.</summary>
public sealed partial class OperatorCommands
{
    /// <summary>Makes an account.</summary>
    internal Task<AccountProblem> CreateOperatorAsync(string name, OperatorRole role, string password, OperatorIdentity @operator) =>
        AdministrateAsync(@operator, nameof(CreateOperatorAsync), $"{name} ({role})", () => administration.Accounts.CreateAsync(name, role, password));

    /// <summary>Gives an account another role, from the next thing on that its owner does.</summary>
    internal Task<AccountProblem> SetRoleAsync(string name, OperatorRole role, OperatorIdentity @operator) =>
        AdministrateAsync(@operator, nameof(SetRoleAsync), $"{name} ({role})", () => TakeRightsAsync(name, role < OperatorRole.Operator, () => administration.Accounts.SetRoleAsync(name, role)));

    /// <summary>Locks an account out and ends its sessions, or lets it in again.</summary>
    internal Task<AccountProblem> LockOperatorAsync(string name, bool locked, OperatorIdentity @operator) =>
        AdministrateAsync(@operator, nameof(LockOperatorAsync), locked ? name : $"{name} (unlocked)", () => TakeRightsAsync(name, locked, () => administration.Accounts.LockAsync(name, locked)));

    /// <summary>Gives an account another password, ends its sessions, takes lock and second factor off it.</summary>
    internal Task<AccountProblem> ResetOperatorAsync(string name, string password, OperatorIdentity @operator) =>
        AdministrateAsync(@operator, nameof(ResetOperatorAsync), name, () => TakeRightsAsync(name, true, () => administration.Accounts.ResetAsync(name, password)));

    /// <summary>Removes an account.</summary>
    internal Task<AccountProblem> RemoveOperatorAsync(string name, OperatorIdentity @operator) =>
        AdministrateAsync(@operator, nameof(RemoveOperatorAsync), name, () => TakeRightsAsync(name, true, () => administration.Accounts.RemoveAsync(name)));

    /// <summary>Makes an API key. It cannot be had a second time.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="role">What it may.</param>
    /// <param name="lasts">How long it is good; null for ever.</param>
    /// <param name="operator">Who does it.</param>
    internal async Task<(AccountProblem Problem, string? Key)> CreateKeyAsync(string name, OperatorRole role, TimeSpan? lasts, OperatorIdentity @operator)
    {
        string? key = null;
        var problem = await AdministrateAsync(@operator, nameof(CreateKeyAsync), $"{name} ({role})", async () =>
        {
            (var wrong, key) = await administration.Keys.CreateAsync(name, role, time.GetUtcNow() + lasts, @operator.Name);
            return wrong;
        });
        return (problem, key);
    }

    /// <summary>Revokes an API key, from the next request on.</summary>
    internal Task<AccountProblem> RevokeKeyAsync(long id, string name, OperatorIdentity @operator) => AdministrateAsync(
        @operator, nameof(RevokeKeyAsync), name, () => TakeRightsAsync(name, true, async () => await administration.Keys.RevokeAsync(id) ? AccountProblem.None : AccountProblem.Unknown));

    /// <summary>Ends a session.</summary>
    /// <param name="id">Its mark.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="operator">Who does it.</param>
    internal Task<AccountProblem> EndSessionAsync(string id, string account, OperatorIdentity @operator) => AdministrateAsync(
        @operator, nameof(EndSessionAsync), account, async () => await administration.Sessions.EndAsync(id) ? AccountProblem.None : AccountProblem.Unknown);

    /// <summary>With the right to act end the jobs that act.</summary>
    private async Task<AccountProblem> TakeRightsAsync(string name, bool stopsJobs, Func<Task<AccountProblem>> how)
    {
        var problem = await how();
        if (problem == AccountProblem.None && stopsJobs)
        {
            jobs.StopAllOf(name);
        }

        return problem;
    }

    private async Task<AccountProblem> AdministrateAsync(OperatorIdentity @operator, string command, string target, Func<Task<AccountProblem>> how)
    {
        using var act = Begin(@operator, target, command);
        var problem = await how();
        act.End(problem == AccountProblem.None, problem.ToString());
        return problem;
    }
}
