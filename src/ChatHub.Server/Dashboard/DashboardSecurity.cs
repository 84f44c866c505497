using Microsoft.Net.Http.Headers;

namespace ChatHub.Server.Dashboard;

/// <summary>
/// Lets the page load nothing from elsewhere and nobody frame it, and refuses the live connection to pages of other origins: browsers do
/// not apply the same-origin rule to WebSockets.
/// </summary>
internal sealed class DashboardSecurity(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/_blazor") && IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers[HeaderNames.Origin] is [{ Length: > 0 } origin] &&
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(new Uri($"{from.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase));
}
