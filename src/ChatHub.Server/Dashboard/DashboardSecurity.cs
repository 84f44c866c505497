using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Data.Sqlite;
using Microsoft.Net.Http.Headers;

namespace ChatHub.Server.Dashboard;

/// <summary>
/// Lets the page load nothing from elsewhere and nobody frame it, answers to its own names only, and refuses the live connection and the API to pages of other origins: browsers
/// do not apply the same-origin rule to WebSockets.
/// </summary>
internal sealed class DashboardSecurity(RequestDelegate next, IConfiguration configuration)
{
    private bool HostsAreSet => !string.IsNullOrEmpty(configuration["AllowedHosts"]); // then the framework filters them; looked at each time, since the settings may change

    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

    public Task InvokeAsync(HttpContext context)
    {
        Protect(context);
        context.Response.OnStarting(static context => // what answers for a failure clears the headers before
        {
            Protect((HttpContext)context);
            return Task.CompletedTask;
        }, context);
        if (!HostsAreSet && !IsOwnName(context.Request.Host.Host))
        {
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "ChatHub is not served under this name. Use localhost, the machine's name or its address, or set AllowedHosts to the names it may have.\n");
        }

        if (!Uri.TryCreate($"http://{context.Request.Host}", UriKind.Absolute, out _))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The host that the request names cannot be read.\n");
        }

        if ((context.Request.Path.StartsWithSegments("/_blazor") || context.Request.Path.StartsWithSegments("/api")) && IsForeign(context.Request))
        {
            return RefuseForeignAsync(context);
        }

        return next(context);
    }

    private static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store"; // what was said, names and addresses: no store on the way or in the browser is to have it
        }
    }

    private static async Task RefuseForeignAsync(HttpContext context)
    {
        try
        {
            // Somebody's browser was made to ask with what proves who they are: the audit has that. A page that has nothing of anybody is turned away like a stranger.
            if ((await context.AuthenticateAsync()).Principal is { } principal)
            {
                context.RequestServices.GetRequiredService<IAuditTrail>().Write(OperatorIdentity.Of(principal), AuditActs.Visit, context.Request.Path, AuditOutcome.Refused, "a page of another site asked");
            }
        }
        catch (SqliteException)
        {
            // The accounts cannot be read: it is refused all the same.
        }

        await RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of other sites may not ask this.\n");
    }

    private static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }

    /// <summary>
    /// Names that no stranger can point here. Any other could be a page's own name that its owner has turned to this address (DNS rebinding):
    /// the browser would then take that page for this one's origin.
    /// </summary>
    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _);

    private static bool IsForeign(HttpRequest request) =>
        IsEmbedded(request) || request.Headers[HeaderNames.Origin] is [{ Length: > 0 } origin] &&
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && Uri.TryCreate($"{from.Scheme}://{request.Host}", UriKind.Absolute, out var own) && from.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether another site's page asks for it as a part of itself (an image, a script), which names no origin. A link that somebody follows is welcome.</summary>
    private static bool IsEmbedded(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "cross-site" && request.Headers["Sec-Fetch-Mode"] != "navigate";
}
