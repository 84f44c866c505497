using ChatHub.Server.Operators;
using Microsoft.AspNetCore.HttpOverrides;

namespace ChatHub.Server.Dashboard;

/// <summary>Believes what named reverse proxies say of who asks and how; nobody else is believed.</summary>
internal static class DashboardProxies
{
    public static void UseProxies(this WebApplication app, OperatorsOptions options)
    {
        if (options.ProxyRanges is not { Count: > 0 } ranges)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var range in ranges)
        {
            headers.KnownIPNetworks.Add(range);
        }

        app.UseForwardedHeaders(headers);
    }
}
