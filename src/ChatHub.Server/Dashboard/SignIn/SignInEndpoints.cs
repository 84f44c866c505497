using System.Security.Claims;
using System.Text.Json;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>The pages to set up, to sign in and to sign out: forms that work without a script.</summary>
internal static class SignInEndpoints
{
    /// <summary>Name of the limit on attempts per address.</summary>
    public const string Limit = "sign-in";

    /// <summary>Name of the limit on sign-outs per address, and on what proves nothing yet: one of their own, so that nobody's guesses keep another from leaving.</summary>
    public const string LeaveLimit = "sign-out";

    /// <summary>How long a right password waits for its code.</summary>
    private static readonly TimeSpan s_pending = TimeSpan.FromMinutes(5);

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInAddress.Path, ShowAsync).AllowAnonymous();
        endpoints.MapPost(SignInAddress.Path, TakeAsync).AllowAnonymous().RequireRateLimiting(Limit);
        endpoints.MapPost(SignInAddress.Leave, LeaveAsync).AllowAnonymous().RequireRateLimiting(LeaveLimit);
        endpoints.MapGet("/set-up", ShowSetUpAsync).AllowAnonymous();
        endpoints.MapPost("/set-up", SetUpAsync).AllowAnonymous().RequireRateLimiting(Limit);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, OperatorAccounts accounts, OperatorsOptions options)
    {
        var place = SignInAddress.Local(context.Request.Query["return"]);
        return context.User.Identity?.IsAuthenticated == true || options.SignIn == SignInRule.Off ? Results.LocalRedirect(place)
            : !await accounts.AnyAsync() ? Results.LocalRedirect("/set-up")
            : Page<SignInPage>(context, StatusCodes.Status200OK, new { Place = place });
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, SignInDoor door, IDataProtectionProvider protection, TimeProvider time, [FromForm] string? name, [FromForm] string? password, [FromForm] string? place, [FromForm] string? pending, [FromForm] string? code)
    {
        var address = context.Connection.RemoteIpAddress;
        var protector = protection.CreateProtector("ChatHub.SignIn.Pending");
        var texts = PageTexts.Of(context.Request);
        if (!string.IsNullOrEmpty(pending))
        {
            if (Open(pending, protector, time) is not { } waiting)
            {
                return Page<SignInPage>(context, StatusCodes.Status400BadRequest, new { Place = SignInAddress.Local(place), Problem = texts.Words(SignInAnswer.Changed) });
            }

            var (second, whose) = await door.CheckCodeAsync(waiting.Name, waiting.Stamp, code ?? "", address);
            return second == SignInAnswer.Done
                ? await EnterAsync(context, door, whose!, place)
                : Page<SignInPage>(context, StatusOf(second), new { Place = SignInAddress.Local(place), Pending = second == SignInAnswer.CodeWrong ? pending : null, Problem = texts.Words(second) });
        }

        var (first, account) = await door.CheckPasswordAsync((name ?? "").Trim(), password ?? "", address);
        return first switch
        {
            SignInAnswer.Done => await EnterAsync(context, door, account!, place),
            SignInAnswer.CodeNeeded => Page<SignInPage>(context, StatusCodes.Status200OK, new { Place = SignInAddress.Local(place), Pending = protector.Protect(JsonSerializer.Serialize(new PendingSignIn(account!.UserName!, account.SecurityStamp ?? "", time.GetUtcNow() + s_pending))) }),
            _ => Page<SignInPage>(context, StatusOf(first), new { Place = SignInAddress.Local(place), Name = OperatorNames.IsGood(name) ? name! : "", Problem = texts.Words(first) }),
        };
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, IAuditTrail audit, [FromForm] string? nothing)
    {
        _ = nothing; // a form, so that it is checked for forgery
        var me = OperatorIdentity.Of(context.User);
        if (me.Proof is OperatorProof.Account or OperatorProof.OpenId)
        {
            await context.SignOutAsync(OperatorSessions.Scheme);
            audit.Write(me, AuditActs.SignOut, "", AuditOutcome.Done);
        }

        return Results.LocalRedirect(SignInAddress.Path);
    }

    private static async Task<IResult> ShowSetUpAsync(HttpContext context, OperatorAccounts accounts, SetUpLink link)
    {
        if (await accounts.AnyAsync())
        {
            return Results.LocalRedirect("/");
        }

        var token = context.Request.Query["token"].ToString();
        return Page<SetUpPage>(context, StatusCodes.Status200OK, new { Token = link.IsGood(token, context) ? token : null });
    }

    private static async Task<IResult> SetUpAsync(
        HttpContext context, OperatorAccounts accounts, SetUpLink link, SignInDoor door, IAuditTrail audit, [FromForm] string? token, [FromForm] string? name, [FromForm] string? password, [FromForm] string? again)
    {
        if (await accounts.AnyAsync())
        {
            return Results.LocalRedirect("/");
        }

        if (!link.IsGood(token, context))
        {
            audit.Write(OperatorIdentity.Nobody with { From = context.Connection.RemoteIpAddress?.ToText() ?? "" }, AuditActs.SetUp, "", AuditOutcome.Refused, "the link is not good");
            return Page<SetUpPage>(context, StatusCodes.Status403Forbidden, new { });
        }

        var wanted = (name ?? "").Trim();
        var problem = password == again ? await accounts.CreateAsync(wanted, OperatorRole.Administrator, password ?? "", onlyAsFirst: true) : AccountProblem.PasswordDiffers;
        if (problem != AccountProblem.None)
        {
            var stranger = OperatorIdentity.Nobody with { From = context.Connection.RemoteIpAddress?.ToText() ?? "" };
            audit.Write(stranger, AuditActs.SetUp, OperatorNames.IsGood(wanted) ? wanted : "(no name)", AuditOutcome.Refused, problem.ToString());
            return Page<SetUpPage>(context, StatusCodes.Status400BadRequest, new { Token = token, Name = wanted, Problem = PageTexts.Of(context.Request).Words(problem) });
        }

        link.Use();
        return await EnterAsync(context, door, (await accounts.FindAsync(wanted))!, "/", AuditActs.SetUp);
    }

    /// <summary>Makes a session for an account, in place of the one that the browser had, and puts its cookie into the answer.</summary>
    /// <returns>False when the account changed meanwhile.</returns>
    internal static async Task<bool> SignInAsync(HttpContext context, SignInDoor door, OperatorAccount account, string act = AuditActs.SignIn, string by = "")
    {
        if ((await context.AuthenticateAsync(OperatorSessions.Scheme)).Principal?.FindFirstValue(OperatorIdentity.SessionClaim) is { } before)
        {
            await context.RequestServices.GetRequiredService<OperatorSessions>().EndAsync(before);
        }

        // The cookie's handler keeps the key that it read for the whole request, also of a session that has ended: one of its own begins another.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var cookies = scope.ServiceProvider.GetRequiredService<IAuthenticationService>();
        var browser = Chat.VisibleText.Of(context.Request.Headers.UserAgent.ToString());
        var properties = new AuthenticationProperties { Items = { [OperatorSessions.BrowserItem] = browser, [OperatorSessions.StampItem] = account.SecurityStamp } };
        return await door.LetInAsync(account, context.Connection.RemoteIpAddress, principal => cookies.SignInAsync(context, OperatorSessions.Scheme, principal, properties), act, by);
    }

    /// <summary>The same, and goes on to where the browser wanted.</summary>
    internal static async Task<IResult> EnterAsync(HttpContext context, SignInDoor door, OperatorAccount account, string? place, string act = AuditActs.SignIn, string by = "") =>
        await SignInAsync(context, door, account, act, by) ? Results.LocalRedirect(SignInAddress.Local(place)) : Overtaken(context, place);

    /// <summary>The page to sign in for whose account changed while they signed in.</summary>
    internal static IResult Overtaken(HttpContext context, string? place) =>
        Page<SignInPage>(context, StatusOf(SignInAnswer.Changed), new { Place = SignInAddress.Local(place), Problem = PageTexts.Of(context.Request).Words(SignInAnswer.Changed) });

    /// <summary>A page as the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="parameters">The page's parameters beside the texts.</param>
    internal static RazorComponentResult<T> Page<T>(HttpContext context, int status, object parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        var all = new RouteValueDictionary(parameters) { ["Texts"] = PageTexts.Of(context.Request) };
        if (typeof(T) == typeof(SignInPage) && context.RequestServices.GetRequiredService<OperatorsOptions>().OpenId is { IsOn: true } provider)
        {
            all["Provider"] = provider.Shown;
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        return new RazorComponentResult<T>(all.ToDictionary(pair => pair.Key, pair => pair.Value)) { StatusCode = status, PreventStreamingRendering = true };
    }

    internal static int StatusOf(SignInAnswer answer) => answer == SignInAnswer.Wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;

    private static PendingSignIn? Open(string pending, IDataProtector protector, TimeProvider time)
    {
        try
        {
            return JsonSerializer.Deserialize<PendingSignIn>(protector.Unprotect(pending)) is { } waiting && waiting.Until > time.GetUtcNow() ? waiting : null;
        }
        catch (Exception failure) when (failure is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record PendingSignIn(string Name, string Stamp, DateTimeOffset Until);
}
