using Microsoft.AspNetCore.Connections.Features;

namespace ChatHub.Server.Dashboard;

/// <summary>Answers requests whose body is too large, comes too slowly or ends early. It is the client's doing: otherwise anybody could fill the server's log with errors and their stack traces.</summary>
internal static class BrokenBodies
{
    /// <summary>Adds it, around all that reads bodies.</summary>
    public static void UseBrokenBodies(this WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = wrong.StatusCode;
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.Headers.Connection = "close"; // the rest of the body may still come: no next request can be told from it
                context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            }
        }
    });
}
