using System.Net;
using System.Security.Claims;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;

namespace ChatHub.Server.Operators.SignIn.OpenId;

/// <summary>Decides who of those that the provider vouches for is let in, as whom and with which role, and takes down each refusal.</summary>
internal sealed class OpenIdDoor(OperatorAccounts accounts, OperatorJobs jobs, OperatorsOptions options, IAuditTrail audit, ILogger<OpenIdDoor> log)
{
    private const int MostSubject = 255; // OpenID Connect Core 1.0, 2

    /// <summary>Finds or makes the account of somebody, and gives it the role that the provider says.</summary>
    /// <param name="who">What the provider says, checked.</param>
    /// <param name="address">Where they ask from.</param>
    public async Task<(OpenIdAnswer Answer, OperatorAccount? Account)> CheckAsync(ClaimsPrincipal who, IPAddress? address)
    {
        var (issuer, subject) = (who.FindFirstValue("iss"), who.FindFirstValue("sub"));
        if (issuer is not { Length: > 0 } || subject is not { Length: > 0 and <= MostSubject })
        {
            return (Refuse(OpenIdAnswer.NotProven, "", address, "the provider names nobody"), null);
        }

        var name = NameOf(who, options.OpenId.NameClaim);
        var role = options.OpenId.RoleOf([.. who.FindAll(options.OpenId.RoleClaim).Select(claim => claim.Value)]);
        var (problem, account, before) = await accounts.TakeOpenIdAsync(issuer, subject, name, role);
        if (account is not null && problem == AccountProblem.None && account.Role != before)
        {
            TakeDown(account, before, address);
        }

        if (account is not null && role < OperatorRole.Operator)
        {
            jobs.StopAllOf(account.UserName!); // with the right to act end the jobs that act
        }

        var answer = role == OperatorRole.None ? OpenIdAnswer.NoRole
            : account is { LockedAt: not null } ? OpenIdAnswer.Locked
            : problem == AccountProblem.NameTaken ? OpenIdAnswer.NameTaken
            : account is null || problem != AccountProblem.None ? OpenIdAnswer.NotProven
            : OpenIdAnswer.Done;
        return answer == OpenIdAnswer.Done ? (answer, account) : (Refuse(answer, account?.UserName ?? name, address, Why(answer)), null);
    }

    /// <summary>Takes down that somebody is not let in.</summary>
    public OpenIdAnswer Refuse(OpenIdAnswer answer, string name, IPAddress? address, string why)
    {
        var from = address?.ToText() ?? "";
        audit.Write(OperatorIdentity.Nobody with { From = from, Proof = OperatorProof.OpenId }, AuditActs.SignIn, name, AuditOutcome.Refused, why);
        OperatorLog.SignInRefused(log, from, why);
        return answer;
    }

    // The provider does what an administrator does elsewhere, and the audit calls it the same.
    private void TakeDown(OperatorAccount account, OperatorRole? before, IPAddress? address)
    {
        var (_, act) = OperatorRights.All[before is null ? nameof(OperatorCommands.CreateOperatorAsync) : nameof(OperatorCommands.SetRoleAsync)];
        var who = new OperatorIdentity(account.UserName!, account.Role, OperatorProof.OpenId, address?.ToText() ?? "");
        audit.Write(who, act, $"{account.UserName} ({account.Role})", AuditOutcome.Done, before is null ? "" : $"role {before} → {account.Role}");
    }

    /// <summary>What somebody is called: what is no part of a name becomes <c>-</c>.</summary>
    internal static string NameOf(ClaimsPrincipal who, string claim)
    {
        var given = new[] { claim, "email", "sub" }.Select(who.FindFirstValue).FirstOrDefault(value => value is { Length: > 0 }) ?? "";
        var clean = string.Concat(given.Select(c => OperatorNames.IsPart(c) ? c : '-')).TrimStart('-', '_', '.');
        return clean.Length == 0 ? "somebody" : clean[..Math.Min(clean.Length, OperatorNames.Most)];
    }

    private static string Why(OpenIdAnswer answer) => answer switch
    {
        OpenIdAnswer.NoRole => "the provider gives no role",
        OpenIdAnswer.Locked => "locked",
        OpenIdAnswer.NameTaken => "the name belongs to another account, looks like one that does, or is reserved",
        _ => "the account could not be saved",
    };
}
