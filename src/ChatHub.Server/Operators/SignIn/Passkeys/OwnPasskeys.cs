using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>Makes passkeys for who is signed in. Whoever calls has checked the present password before the question; the answer is good in the same session alone.</summary>
internal sealed class OwnPasskeys(OperatorAccounts accounts, PasskeyChallenges challenges)
{
    /// <summary>Asks for a new passkey of an account.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Whose it will be, as its password was checked.</param>
    /// <param name="session">Mark of the session that asks.</param>
    public async Task<(AccountProblem Problem, PasskeyQuestion? Question)> AskAsync(HttpContext context, OperatorAccount account, string session)
    {
        if ((await accounts.PasskeysAsync(account.Id)).Count >= OperatorAccounts.MostPasskeys)
        {
            return (AccountProblem.PasskeysMany, null);
        }

        var asked = await Handler(context).MakeCreationOptionsAsync(new() { Id = account.Id, Name = account.UserName!, DisplayName = account.UserName! }, context);
        return (AccountProblem.None, new(asked.CreationOptionsJson, challenges.Close(asked.AttestationState ?? "", WhoseOf(account, session))));
    }

    /// <summary>Checks the answer, and keeps the passkey.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Whose it will be.</param>
    /// <param name="session">Mark of the session that asked.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="challenge">What was asked.</param>
    /// <param name="credential">What the browser answers, as JSON.</param>
    public async Task<AccountProblem> MakeAsync(HttpContext context, OperatorAccount account, string session, string name, string? challenge, string? credential)
    {
        if (credential is not { Length: > 0 and <= PasskeyRules.MostCredentialCharacters } || challenges.Open(challenge, WhoseOf(account, session)) is not { } asked)
        {
            return AccountProblem.PasskeyWrong;
        }

        var made = await Handler(context).PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = asked.State });
        if (!made.Succeeded || made.UserEntity.Id != account.Id || !challenges.TryUse(asked))
        {
            return AccountProblem.PasskeyWrong;
        }

        made.Passkey.Name = name;
        return await accounts.AddPasskeyAsync(account, made.Passkey);
    }

    // With another password or factor the question of before is good no more.
    private static string WhoseOf(OperatorAccount account, string session) => $"{session} {account.SecurityStamp}";

    private static IPasskeyHandler<OperatorAccount> Handler(HttpContext context) => context.RequestServices.GetRequiredService<IPasskeyHandler<OperatorAccount>>();
}
