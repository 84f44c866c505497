using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;
using Microsoft.AspNetCore.Mvc;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>The passkeys of the own account. To make and to remove one takes the present password; to make one, where codes are on, a code as well, since it takes the place of both.</summary>
internal static class OwnPasskeyEndpoints
{
    public static void MapOwnPasskeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/account/passkeys/ask", AskAsync).RequireRateLimiting(SignInEndpoints.Limit);
        endpoints.MapPost("/account/passkeys", MakeAsync).RequireRateLimiting(SignInEndpoints.LeaveLimit);
        endpoints.MapPost("/account/passkeys/rename", RenameAsync).RequireRateLimiting(SignInEndpoints.LeaveLimit);
        endpoints.MapPost("/account/passkeys/remove", RemoveAsync).RequireRateLimiting(SignInEndpoints.Limit);
    }

    // A script reads this one's answer: what is wrong comes in words, which it shows.
    private static async Task<IResult> AskAsync(
        HttpContext context, OperatorAccounts accounts, OwnPasskeys passkeys, SecondFactor factor, SignInFailures failures, IAuditTrail audit, [FromForm] string? name, [FromForm] string? present, [FromForm] string? code)
    {
        var me = OperatorIdentity.Of(context.User);
        var (problem, account) = PasskeyRules.NameOf(name) is null
            ? (AccountProblem.PasskeyNameWrong, null)
            : await AccountEndpoints.ProveAsync(context, accounts, failures, present, async whose => !whose.TwoFactorEnabled || await factor.TakeAsync(whose, code ?? ""));
        PasskeyQuestion? question = null;
        if (problem == AccountProblem.None)
        {
            (problem, question) = await passkeys.AskAsync(context, account!, me.Session!);
        }

        if (question is not null)
        {
            return PasskeyEndpoints.Json(context, question);
        }

        audit.Write(me, AuditActs.MakePasskey, me.Name, AuditOutcome.Refused, problem.ToString());
        return Results.Json(new { problem = PageTexts.Of(context.Request).Words(problem) }, statusCode: AccountEndpoints.StatusOf(problem));
    }

    private static async Task<IResult> MakeAsync(HttpContext context, OperatorAccounts accounts, OwnPasskeys passkeys, [FromForm] string? name, [FromForm] string? challenge, [FromForm] string? credential)
    {
        var me = OperatorIdentity.Of(context.User);
        var called = PasskeyRules.NameOf(name);
        var problem = me.Session is not { } session || await accounts.FindAsync(me.Name) is not { } account ? AccountProblem.Unknown
            : called is null ? AccountProblem.PasskeyNameWrong
            : await passkeys.MakeAsync(context, account, session, called, challenge, credential);
        return await AnswerAsync(context, AuditActs.MakePasskey, problem, called, texts => texts.PasskeyAdded);
    }

    private static async Task<IResult> RenameAsync(HttpContext context, OperatorAccounts accounts, [FromForm] string? id, [FromForm] string? name)
    {
        var me = OperatorIdentity.Of(context.User);
        var (before, bytes) = await FindAsync(accounts, me, id);
        var called = PasskeyRules.NameOf(name);
        var problem = before is null ? AccountProblem.Unknown : called is null ? AccountProblem.PasskeyNameWrong : await accounts.RenamePasskeyAsync(me.Name, bytes, called);
        return await AnswerAsync(context, AuditActs.RenamePasskey, problem, $"{before} → {called}", texts => texts.PasskeyRenamed);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, OperatorAccounts accounts, SignInFailures failures, [FromForm] string? id, [FromForm] string? present)
    {
        var me = OperatorIdentity.Of(context.User);
        var (before, bytes) = await FindAsync(accounts, me, id);
        var (problem, _) = await AccountEndpoints.ProveAsync(context, accounts, failures, present);
        problem = problem != AccountProblem.None ? problem : before is null ? AccountProblem.Unknown : await accounts.RemovePasskeyAsync(me.Name, bytes, me.Session);
        return await AnswerAsync(context, AuditActs.RemovePasskey, problem, before, texts => texts.PasskeyRemoved);
    }

    /// <summary>What one of somebody's own passkeys is called; null where there is none such.</summary>
    private static async Task<(string? Name, byte[] Id)> FindAsync(OperatorAccounts accounts, OperatorIdentity me, string? id) =>
        me.Session is not null && PasskeySnapshot.BytesOf(id) is { } bytes && await accounts.FindAsync(me.Name) is { } account
            ? ((await accounts.PasskeysAsync(account.Id)).Find(passkey => passkey.Id == PasskeySnapshot.IdOf(bytes))?.Name, bytes)
            : (null, []);

    private static Task<IResult> AnswerAsync(HttpContext context, string act, AccountProblem problem, string? passkey, Func<UiTexts, string> done) =>
        AccountEndpoints.AnswerAsync(context, act, problem, done, passkey ?? "");
}
