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
        endpoints.MapGet("/account", (HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor) => ShowAsync(context, accounts, sessions, factor));
        endpoints.MapPost("/account/password", ChangePasswordAsync).RequireRateLimiting(SignInEndpoints.Limit);
        endpoints.MapPost("/account/second-factor", SetSecondFactorAsync).RequireRateLimiting(SignInEndpoints.Limit);
        endpoints.MapPost("/account/sessions", EndSessionAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor, AccountProblem problem = AccountProblem.None, string? done = null, bool wantsFactor = false)
    {
        var me = OperatorIdentity.Of(context.User);
        var texts = PageTexts.Of(context.Request);
        OwnAccount? view = null;
        if (SessionOf(context) is { } session && await accounts.FindAsync(me.Name) is { } account)
        {
            var provider = account.HasPassword ? null : context.RequestServices.GetRequiredService<OperatorsOptions>().OpenId.Shown;
            view = new(provider, account.TwoFactorEnabled, account.TwoFactorEnabled || provider is not null || !(wantsFactor || context.Request.Query.ContainsKey(OwnAccount.FactorWanted)) ? "" : await factor.SecretAsync(me.Name), await sessions.ListAsync(account.UserName), session);
        }

        var status = problem == AccountProblem.None ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return SignInEndpoints.Page<AccountPage>(context, status, new { Me = me, View = view, Problem = texts.Words(problem), Done = done });
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor, SignInFailures failures, IAuditTrail audit, [FromForm] string? present, [FromForm] string? password, [FromForm] string? again)
    {
        var me = OperatorIdentity.Of(context.User);
        var problem = SessionOf(context) is not { } session ? AccountProblem.Unknown
            : password != again ? AccountProblem.PasswordDiffers
            : !failures.TryBegin(me.Name, context.Connection.RemoteIpAddress) ? AccountProblem.PasswordWrong
            : Proved(await accounts.ChangePasswordAsync(me.Name, present ?? "", password ?? "", session), failures, context);
        return await AnswerAsync(context, accounts, sessions, factor, audit, AuditActs.ChangePassword, problem, texts => texts.PasswordChanged);
    }

    private static async Task<IResult> SetSecondFactorAsync(
        HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor, SignInFailures failures, IAuditTrail audit, [FromForm] bool on, [FromForm] string? present, [FromForm] string? code)
    {
        var me = OperatorIdentity.Of(context.User);
        var problem = SessionOf(context) is null ? AccountProblem.Unknown
            : !failures.TryBegin(me.Name, context.Connection.RemoteIpAddress) ? AccountProblem.PasswordWrong
            : !await accounts.UseAsync(async users => await users.FindByNameAsync(me.Name) is { } account && await users.CheckPasswordAsync(account, present ?? "")) ? AccountProblem.PasswordWrong
            : Proved(await factor.SetAsync(me.Name, on, code ?? ""), failures, context);
        return await AnswerAsync(context, accounts, sessions, factor, audit, AuditActs.SecondFactor, problem, texts => on ? texts.SecondFactorOn : texts.SecondFactorOff);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor, IAuditTrail audit, [FromForm] string? id)
    {
        var me = OperatorIdentity.Of(context.User);
        var mine = (await sessions.ListAsync(me.Name)).Exists(session => session.Id == id);
        var problem = SessionOf(context) is not null && mine && await sessions.EndAsync(id!) ? AccountProblem.None : AccountProblem.Unknown;
        return await AnswerAsync(context, accounts, sessions, factor, audit, "end-session", problem, texts => texts.SessionEnded);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, OperatorAccounts accounts, OperatorSessions sessions, SecondFactor factor, IAuditTrail audit, string act, AccountProblem problem, Func<Texts.UiTexts, string> done)
    {
        var me = OperatorIdentity.Of(context.User);
        audit.Write(me, act, me.Name, problem == AccountProblem.None ? AuditOutcome.Done : AuditOutcome.Refused, problem == AccountProblem.None ? "" : problem.ToString());
        return await ShowAsync(context, accounts, sessions, factor, problem, problem == AccountProblem.None ? done(PageTexts.Of(context.Request)) : null, act == AuditActs.SecondFactor && problem != AccountProblem.None);
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

    private static string? SessionOf(HttpContext context) => context.User.FindFirstValue(OperatorIdentity.SessionClaim);
}
