using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ChatHub.Server.Hosting;

/// <summary>
/// Bounds the dashboard's own connections: with no descriptor left, the web server would ask for the next connection without pause. Bounds what a request may have
/// for a body, too: forms are read before it is known who sends them. Files that operators send come in pieces over the live connection.
/// </summary>
internal static class DashboardLimits
{
    /// <summary>Most connections of browsers and programs to the dashboard.</summary>
    private const int Most = 1000;

    /// <summary>Most bytes of a request's body.</summary>
    public const long MostBodyBytes = 256 * 1024;

    public static void LimitDashboard(this IServiceCollection services, LimitsInForce limits, OperatorsOptions operators)
    {
        services.AddSingleton(provider => new DashboardDoor(
            () => ConnectionsOf(Descriptors.Limit, limits.Now.Connections), provider.GetRequiredService<ILogger<DashboardDoor>>(), address => IPAddress.IsLoopback(address) || operators.ProxyRanges?.Any(range => range.Contains(address)) == true));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => new ConfigureOptions<KestrelServerOptions>(options =>
        {
            var door = provider.GetRequiredService<DashboardDoor>();
            options.Limits.MaxRequestBodySize = MostBodyBytes;
            options.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => door.ServeAsync(connection, next)));
        }));
    }

    /// <summary>What the wire cannot take of the descriptors, at least half of what it leaves alone.</summary>
    internal static int ConnectionsOf(int descriptors, int wireConnections)
    {
        var spare = Descriptors.SpareOf(descriptors);
        return (int)Math.Clamp((long)descriptors - wireConnections - Descriptors.Least - spare, spare / 2, Most);
    }
}
