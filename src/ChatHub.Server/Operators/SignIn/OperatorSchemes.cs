using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>How requests prove who they are from: a key, this machine where sign-in is off, else the cookie of a session, which a password or a provider gives.</summary>
internal static class OperatorSchemes
{
    /// <summary>Chooses one of the others.</summary>
    public const string Any = "Any";

    /// <summary>API keys.</summary>
    public const string Key = "Key";

    /// <summary>Where sign-in is off.</summary>
    public const string Machine = "Machine";

    /// <summary>Name of the cookie with the session's key.</summary>
    public const string Cookie = "chathub.session";

    public static void AddOperatorSchemes(this IServiceCollection services, OperatorsOptions operators)
    {
        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = context =>
                TakesKeys(context.Request) && context.Request.Headers.ContainsKey("Authorization") ? Key : operators.SignIn == SignInRule.Off ? Machine : OperatorSessions.Scheme)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(Key, null)
            .AddScheme<AuthenticationSchemeOptions, MachineHandler>(Machine, null)
            .AddCookie(OperatorSessions.Scheme)
            .AddOpenIdScheme(operators);
        services.AddOptions<CookieAuthenticationOptions>(OperatorSessions.Scheme).Configure<OperatorSessions>((options, sessions) =>
        {
            options.SessionStore = sessions;
            options.SlidingExpiration = false; // the session itself slides
            options.ExpireTimeSpan = OperatorSessions.Lasting;
            options.Cookie.Name = Cookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnRedirectToLogin = AskToSignInAsync;
            options.Events.OnRedirectToAccessDenied = context => RefuseAsync(context.HttpContext, StatusCodes.Status403Forbidden);
        });
    }

    /// <summary>Whether a program asks, not somebody at a browser.</summary>
    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/metrics") || request.Path.StartsWithSegments("/openapi");

    /// <summary>Whether a key that comes with it is looked at: where programs ask, and for the reasons of the health.</summary>
    public static bool TakesKeys(HttpRequest request) => IsForPrograms(request) || (request.Path.StartsWithSegments("/healthz") && request.Headers.ContainsKey("Authorization"));

    /// <summary>Answers that it may not be.</summary>
    public static Task RefuseAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status403Forbidden)
        {
            context.RequestServices.GetRequiredService<IAuditTrail>().Write(OperatorIdentity.Of(context.User), AuditActs.Visit, context.Request.Path, AuditOutcome.Refused, "role too low");
        }

        var detail = status == StatusCodes.Status401Unauthorized
            ? "This takes a sign-in or an API key: Authorization: Bearer KEY."
            : "The role is too low for this.";
        return IsForPrograms(context.Request)
            ? Results.Problem(detail, statusCode: status).ExecuteAsync(context)
            : Results.Text(detail + "\n", statusCode: status).ExecuteAsync(context);
    }

    private static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !IsForPrograms(context.Request) && !context.Request.Path.StartsWithSegments("/_blazor"))
        {
            context.Response.Redirect(SignInAddress.For(context.Request.PathBase + context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        }

        return RefuseAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
    }
}
