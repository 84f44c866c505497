using System.Security.Claims;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>What operators do with their own account: password, second factor, sessions. It takes no role beyond being signed in.</summary>
internal static class AccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/account", (Delegate)((HttpContext context) => ShowAsync(context)));
        endpoints.MapPost("/account/password", ChangePasswordAsync).RequireRateLimiting(SignInEndpoints.Limit);
        endpoints.MapPost("/account/second-factor", SetSecondFactorAsync).RequireRateLimiting(SignInEndpoints.Limit);
        endpoints.MapPost("/account/sessions", EndSessionAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, AccountProblem problem = AccountProblem.None, string? done = null, bool wantsFactor = false)
    {
        var services = context.RequestServices;
        var accounts = services.GetRequiredService<OperatorAccounts>();
        var me = OperatorIdentity.Of(context.User);
        var texts = PageTexts.Of(context.Request);
        OwnAccount? view = null;
        if (SessionOf(context) is { } session && await accounts.FindAsync(me.Name) is { } account)
        {
            var provider = account.HasPassword ? null : services.GetRequiredService<OperatorsOptions>().OpenId.Shown;

            // The page shows it without a password: what was seen at an unlocked screen is not what its owner puts into the app later. Loading the page again while the app is open is no other time.
            var wants = wantsFactor || (HttpMethods.IsGet(context.Request.Method) && context.Request.Query.ContainsKey(OwnAccount.FactorWanted));
            var secret = account.TwoFactorEnabled || provider is not null || !wants ? "" : await services.GetRequiredService<SecondFactor>().SecretAsync(me.Name, wantsFactor ? null : session);
            view = new(provider, account.TwoFactorEnabled, secret, await accounts.PasskeysAsync(account.Id), await services.GetRequiredService<OperatorSessions>().ListAsync(account.UserName), session);
        }

        return SignInEndpoints.Page<AccountPage>(context, StatusOf(problem), new { Me = me, View = view, Problem = texts.Words(problem), Done = done });
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, OperatorAccounts accounts, SignInFailures failures, [FromForm] string? present, [FromForm] string? password, [FromForm] string? again)
    {
        var me = OperatorIdentity.Of(context.User);
        var problem = SessionOf(context) is not { } session ? AccountProblem.Unknown
            : password != again ? AccountProblem.PasswordDiffers
            : !failures.TryBegin(me.Name, context.Connection.RemoteIpAddress) ? AccountProblem.Wait
            : Proved(await accounts.ChangePasswordAsync(me.Name, present ?? "", password ?? "", session), failures, context);
        return await AnswerAsync(context, AuditActs.ChangePassword, problem, texts => texts.PasswordChanged);
    }

    private static async Task<IResult> SetSecondFactorAsync(
        HttpContext context, OperatorAccounts accounts, SecondFactor factor, SignInFailures failures, [FromForm] bool on, [FromForm] string? present, [FromForm] string? code)
    {
        var me = OperatorIdentity.Of(context.User);
        var account = await accounts.FindAsync(me.Name);
        var problem = SessionOf(context) is null || account is null ? AccountProblem.Unknown
            : !failures.TryBegin(me.Name, context.Connection.RemoteIpAddress) ? AccountProblem.Wait
            : !await accounts.UseAsync(users => users.CheckPasswordAsync(account, present ?? "")) ? AccountProblem.PasswordWrong
            : Proved(await factor.SetAsync(account, on, code ?? ""), failures, context);
        return await AnswerAsync(context, AuditActs.SecondFactor, problem, texts => on ? texts.SecondFactorOn : texts.SecondFactorOff);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, OperatorSessions sessions, [FromForm] string? id)
    {
        var me = OperatorIdentity.Of(context.User);
        var mine = (await sessions.ListAsync(me.Name)).Exists(session => session.Id == id);
        var problem = SessionOf(context) is not null && mine && await sessions.EndAsync(id!) ? AccountProblem.None : AccountProblem.Unknown;
        return await AnswerAsync(context, "end-session", problem, texts => texts.SessionEnded);
    }

    /// <summary>Takes down what came of a form, and shows the page with it.</summary>
    internal static async Task<IResult> AnswerAsync(HttpContext context, string act, AccountProblem problem, Func<Texts.UiTexts, string> done, string detail = "")
    {
        var me = OperatorIdentity.Of(context.User);
        var good = problem == AccountProblem.None;
        context.RequestServices.GetRequiredService<IAuditTrail>().Write(me, act, me.Name, good ? AuditOutcome.Done : AuditOutcome.Refused, good ? detail : problem.ToString());
        return await ShowAsync(context, problem, good ? done(PageTexts.Of(context.Request)) : null, act == AuditActs.SecondFactor && !good);
    }

    /// <summary>Checks the present password of who is signed in, and a code where one is asked for; wrong ones count as failures to sign in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="failures">Where failures count.</param>
    /// <param name="present">The password.</param>
    /// <param name="second">Checks the code, once the password is right; null for no code.</param>
    /// <returns>What is wrong, and the account as it was checked.</returns>
    internal static async Task<(AccountProblem Problem, OperatorAccount? Account)> ProveAsync(
        HttpContext context, OperatorAccounts accounts, SignInFailures failures, string? present, Func<OperatorAccount, Task<bool>>? second = null)
    {
        var me = OperatorIdentity.Of(context.User);
        if (SessionOf(context) is null || await accounts.FindAsync(me.Name) is not { } account)
        {
            return (AccountProblem.Unknown, null);
        }

        var problem = !account.HasPassword ? AccountProblem.OpenId
            : !failures.TryBegin(me.Name, context.Connection.RemoteIpAddress) ? AccountProblem.Wait
            : !await accounts.UseAsync(users => users.CheckPasswordAsync(account, present ?? "")) ? AccountProblem.PasswordWrong
            : Proved(second is null || await second(account) ? AccountProblem.None : AccountProblem.CodeWrong, failures, context);
        return (problem, account);
    }

    // Only an attempt that began and whose password was right is forgiven: else any other form here would lift a lock.
    private static AccountProblem Proved(AccountProblem problem, SignInFailures failures, HttpContext context)
    {
        if (problem is not AccountProblem.PasswordWrong and not AccountProblem.CodeWrong)
        {
            failures.Succeed(OperatorIdentity.Of(context.User).Name, context.Connection.RemoteIpAddress);
        }

        return problem;
    }

    /// <summary>The status of the answer.</summary>
    internal static int StatusOf(AccountProblem problem) => problem switch
    {
        AccountProblem.None => StatusCodes.Status200OK,
        AccountProblem.Wait => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string? SessionOf(HttpContext context) => context.User.FindFirstValue(OperatorIdentity.SessionClaim);
}
