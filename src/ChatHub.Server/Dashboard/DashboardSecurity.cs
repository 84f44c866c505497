using System.Net;
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
        if (!HostsAreSet && !IsOwnName(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return context.Response.WriteAsync("ChatHub is not served under this name. Use localhost, the machine's name or its address, or set AllowedHosts to the names it may have.\n");
        }

        if ((context.Request.Path.StartsWithSegments("/_blazor") || context.Request.Path.StartsWithSegments("/api")) && IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
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
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(new Uri($"{from.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether another site's page asks for it as a part of itself (an image, a script), which names no origin. A link that somebody follows is welcome.</summary>
    private static bool IsEmbedded(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "cross-site" && request.Headers["Sec-Fetch-Mode"] != "navigate";
}
