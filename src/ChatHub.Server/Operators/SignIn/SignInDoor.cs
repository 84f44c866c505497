using System.Net;
using System.Security.Claims;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>What came of an attempt to sign in.</summary>
internal enum SignInAnswer : byte
{
    /// <summary>In.</summary>
    Done,

    /// <summary>The name or the password is not right; it is not said which.</summary>
    Wrong,

    /// <summary>Too many failures: the account or the address has to wait.</summary>
    Wait,

    /// <summary>The password is right, and a code has to follow.</summary>
    CodeNeeded,

    /// <summary>The code is not right, or was used before.</summary>
    CodeWrong,
}

/// <summary>Checks who wants in, counts failures, and takes down each attempt.</summary>
internal sealed class SignInDoor(OperatorAccounts accounts, SignInFailures failures, SecondFactor factor, IAuditTrail audit, TimeProvider time, ILogger<SignInDoor> log)
{
    private static readonly OperatorAccount s_nobody = new();
    private static readonly Lazy<string> s_nobodysHash = new(() => new PasswordHasher<OperatorAccount>().HashPassword(s_nobody, Guid.NewGuid().ToString()));

    /// <summary>Checks name and password.</summary>
    public async Task<(SignInAnswer Answer, OperatorAccount? Account)> CheckPasswordAsync(string name, string password, IPAddress? address)
    {
        if (!failures.TryBegin(name, address))
        {
            return Refuse(SignInAnswer.Wait, name, address, "locked out after failures");
        }

        var account = await accounts.UseAsync(async users =>
        {
            var found = OperatorNames.IsGood(name) ? await users.FindByNameAsync(name) : null;
            if (found is not { HasPassword: true })
            {
                users.PasswordHasher.VerifyHashedPassword(s_nobody, s_nobodysHash.Value, password); // as long as for one that has a password
                return null;
            }

            return password.Length <= PasswordRules.Most && await users.CheckPasswordAsync(found, password) && found.LockedAt is null ? found : null;
        });
        if (account is null)
        {
            return Refuse(SignInAnswer.Wrong, name, address, "wrong name or password");
        }

        if (account.TwoFactorEnabled)
        {
            return (SignInAnswer.CodeNeeded, account); // the attempt counts until the code is right
        }

        failures.Succeed(name, address);
        return (SignInAnswer.Done, account);
    }

    /// <summary>Checks the code that follows a right password.</summary>
    public async Task<(SignInAnswer Answer, OperatorAccount? Account)> CheckCodeAsync(string name, string code, IPAddress? address)
    {
        if (!failures.TryBegin(name, address))
        {
            return Refuse(SignInAnswer.Wait, name, address, "locked out after failures");
        }

        var account = await accounts.FindAsync(name);
        if (account is not { LockedAt: null, TwoFactorEnabled: true } || !await factor.TakeAsync(account, code))
        {
            return Refuse(SignInAnswer.CodeWrong, name, address, "wrong code");
        }

        failures.Succeed(name, address);
        return (SignInAnswer.Done, account);
    }

    /// <summary>Takes down that an account signed in.</summary>
    /// <returns>Who it is, for the cookie.</returns>
    public async Task<ClaimsPrincipal> LetInAsync(OperatorAccount account, IPAddress? address, string act = AuditActs.SignIn)
    {
        var identity = new OperatorIdentity(account.UserName!, account.Role, account.HasPassword ? OperatorProof.Account : OperatorProof.OpenId, address?.ToText() ?? "");
        await accounts.UseAsync(async users =>
        {
            if (await users.FindByIdAsync(account.Id) is { } fresh)
            {
                fresh.LastSignInAt = time.GetUtcNow();
                await users.UpdateAsync(fresh);
            }

            return true;
        });
        audit.Write(identity, act, "", AuditOutcome.Done);
        OperatorLog.SignedIn(log, identity.Name, identity.From);
        return identity.ToPrincipal(OperatorSessions.Scheme, new Claim(ClaimTypes.NameIdentifier, account.Id));
    }

    private (SignInAnswer Answer, OperatorAccount? Account) Refuse(SignInAnswer answer, string name, IPAddress? address, string why)
    {
        var from = address?.ToText() ?? "";

        // What stands in the box of the name may be a password.
        var shown = OperatorNames.IsGood(name) ? name : "(no name)";
        audit.Write(OperatorIdentity.Nobody with { From = from }, AuditActs.SignIn, shown, AuditOutcome.Refused, why);
        OperatorLog.SignInRefused(log, from, why);
        return (answer, null);
    }
}
