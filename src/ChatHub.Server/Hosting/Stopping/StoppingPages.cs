namespace ChatHub.Server.Hosting.Stopping;

/// <summary>While the server stops, pages that lost their live connection get no new one: it would hold up the end. They try again until the server is back.</summary>
internal static class StoppingPages
{
    private static readonly PathString s_live = "/_blazor";

    public static void RefusePagesWhileStopping(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (!stopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments(s_live, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }
}
