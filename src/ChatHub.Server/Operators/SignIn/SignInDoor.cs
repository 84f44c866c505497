using System.Net;
using System.Security.Claims;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>The passkey is not known, or not good.</summary>
    PasskeyWrong,

    /// <summary>The account changed after it was proved whose it is: that is good no more.</summary>
    Changed,
}

/// <summary>Checks who wants in, counts failures, and takes down each attempt.</summary>
internal sealed class SignInDoor(OperatorAccounts accounts, SignInFailures failures, SecondFactor factor, IAuditTrail audit, TimeProvider time, ILogger<SignInDoor> log)
{
    private const string Overtaken = "the account changed after the password or passkey was checked";

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
            if (found is not { HasPassword: true } || password.Length > PasswordRules.MostChecked)
            {
                users.PasswordHasher.VerifyHashedPassword(s_nobody, s_nobodysHash.Value, password[..Math.Min(password.Length, PasswordRules.MostChecked)]); // as long as for one that has a password
                return null;
            }

            return await users.CheckPasswordAsync(found, password) && found.LockedAt is null ? found : null;
        });
        if (account is null)
        {
            return Refuse(SignInAnswer.Wrong, name, address, "wrong name or password");
        }

        if (account.TwoFactorEnabled)
        {
            failures.TakeBack(address); // against the account the attempt counts until the code is right
            return (SignInAnswer.CodeNeeded, account);
        }

        failures.Succeed(name, address);
        return (SignInAnswer.Done, account);
    }

    /// <summary>Checks the code that follows a right password.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="stamp">The account's stamp when the password was checked.</param>
    /// <param name="code">The code.</param>
    /// <param name="address">Where from.</param>
    public async Task<(SignInAnswer Answer, OperatorAccount? Account)> CheckCodeAsync(string name, string stamp, string code, IPAddress? address)
    {
        if (!failures.TryBegin(name, address))
        {
            return Refuse(SignInAnswer.Wait, name, address, "locked out after failures");
        }

        var account = await accounts.FindAsync(name);
        if (account is not null && account.SecurityStamp != stamp)
        {
            return Refuse(SignInAnswer.Changed, name, address, Overtaken);
        }

        if (account is not { LockedAt: null, TwoFactorEnabled: true } || !await factor.TakeAsync(account, code))
        {
            return Refuse(SignInAnswer.CodeWrong, name, address, "wrong code");
        }

        failures.Succeed(name, address);
        return (SignInAnswer.Done, account);
    }

    /// <summary>Lets an account in, and takes it down.</summary>
    /// <param name="account">Which, as it was proved whose it is.</param>
    /// <param name="address">Where from.</param>
    /// <param name="begin">Begins the session of who it is.</param>
    /// <param name="act">What they did.</param>
    /// <param name="by">By what, where it was no password.</param>
    /// <returns>False when the account changed meanwhile.</returns>
    public async Task<bool> LetInAsync(OperatorAccount account, IPAddress? address, Func<ClaimsPrincipal, Task> begin, string act = AuditActs.SignIn, string by = "")
    {
        var identity = new OperatorIdentity(account.UserName!, account.Role, account.HasPassword ? OperatorProof.Account : OperatorProof.OpenId, address?.ToText() ?? "");
        try
        {
            await begin(identity.ToPrincipal(OperatorSessions.Scheme, new Claim(ClaimTypes.NameIdentifier, account.Id)));
        }
        catch (SessionRefusedException)
        {
            Refuse(SignInAnswer.Changed, identity.Name, address, Overtaken);
            return false;
        }

        var now = time.GetUtcNow();

        // This alone, and with no new mark of the account: a change of it that is under way would find it changed.
        await accounts.UseAsync(users => users.Users.Where(one => one.Id == account.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSignInAt, now)));
        audit.Write(identity, act, "", AuditOutcome.Done, by);
        OperatorLog.SignedIn(log, identity.Name, identity.From);
        return true;
    }

    /// <summary>Takes down that somebody is not let in.</summary>
    public (SignInAnswer Answer, OperatorAccount? Account) Refuse(SignInAnswer answer, string name, IPAddress? address, string why)
    {
        var from = address?.ToText() ?? "";

        // What stands in the box of the name may be a password.
        var shown = OperatorNames.IsGood(name) ? name : "(no name)";
        audit.Write(OperatorIdentity.Nobody with { From = from }, AuditActs.SignIn, shown, AuditOutcome.Refused, why);
        OperatorLog.SignInRefused(log, from, why);
        return (answer, null);
    }
}
