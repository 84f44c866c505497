using Microsoft.AspNetCore.Connections.Features;

namespace ChatHub.Server.Dashboard;

/// <summary>
/// Answers requests whose body is too large, comes too slowly or ends early. It is the client's doing: otherwise anybody could fill the server's log with errors and their stack traces.
/// </summary>
/// <remarks>
/// After such a request there is no next one on its connection. Where the exception was dealt with, Kestrel does not see it: it would go on to read where it was interrupted, and end the
/// connection with "Reading is already in progress", a warning and a stack trace.
/// </remarks>
internal static class BrokenBodies
{
    /// <summary>Adds it, around all that reads bodies.</summary>
    public static void UseBrokenBodies(this WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        var isBroken = false;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            (context.Response.StatusCode, isBroken) = (wrong.StatusCode, true);
        }

        if ((isBroken || context.RequestAborted.IsCancellationRequested) && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
    });
}
