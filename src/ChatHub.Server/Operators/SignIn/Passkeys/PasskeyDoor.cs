using ChatHub.Chat;
using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>Checks who wants in with a passkey, which says whose it is. The checks of what it signed are Identity's.</summary>
internal sealed class PasskeyDoor(OperatorAccounts accounts, PasskeyChallenges challenges, SignInFailures failures, SignInDoor door)
{
    private const int MostReason = 200;
    private const string NotAsked = "the passkey answers nothing that was asked, or too late";

    /// <summary>Asks for any passkey of this dashboard.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext context)
    {
        var asked = await Handler(context).MakeRequestOptionsAsync(null, context);
        return new(asked.RequestOptionsJson, challenges.Close(asked.AssertionState ?? "", ""));
    }

    /// <summary>Checks the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="challenge">What was asked.</param>
    /// <param name="credential">What the browser answers, as JSON.</param>
    /// <returns>What came of it; where it is good whose the passkey is, and what they call it.</returns>
    public async Task<(SignInAnswer Answer, OperatorAccount? Account, string Passkey)> CheckAsync(HttpContext context, string? challenge, string? credential)
    {
        // Against the address alone: nobody can guess a passkey, and whom it is of is known only when it is good.
        var address = context.Connection.RemoteIpAddress;
        if (!failures.TryBegin(address))
        {
            return Refuse(SignInAnswer.Wait, "", "locked out after failures");
        }

        if (credential is not { Length: > 0 and <= PasskeyRules.MostCredentialCharacters } || challenges.Open(challenge, "") is not { } asked)
        {
            return Refuse(SignInAnswer.PasskeyWrong, "", NotAsked);
        }

        var proved = await Handler(context).PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = asked.State });
        if (!proved.Succeeded)
        {
            var reason = VisibleText.Of(proved.Failure.Message); // it may hold words of the other side
            return Refuse(SignInAnswer.PasskeyWrong, "", "the passkey is not good: " + reason[..Math.Min(reason.Length, MostReason)]);
        }

        var name = proved.User.UserName!;
        if (!challenges.TryUse(asked)) // only now: what strangers answer must take no place
        {
            return Refuse(SignInAnswer.PasskeyWrong, name, NotAsked);
        }

        if (proved.User is not { LockedAt: null, HasPassword: true })
        {
            return Refuse(SignInAnswer.PasskeyWrong, name, "locked");
        }

        if (await accounts.UsePasskeyAsync(name, proved.Passkey) != AccountProblem.None)
        {
            return Refuse(SignInAnswer.PasskeyWrong, name, "the passkey was used or removed meanwhile");
        }

        failures.TakeBack(address);
        return (SignInAnswer.Done, proved.User, proved.Passkey.Name ?? "");

        (SignInAnswer, OperatorAccount?, string) Refuse(SignInAnswer answer, string who, string why)
        {
            door.Refuse(answer, who, address, why);
            return (answer, null, "");
        }
    }

    private static IPasskeyHandler<OperatorAccount> Handler(HttpContext context) => context.RequestServices.GetRequiredService<IPasskeyHandler<OperatorAccount>>();
}
