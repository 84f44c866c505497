using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ChatHub.Server.Hosting;

/// <summary>Bounds the dashboard's own connections: with no descriptor left, the web server would ask for the next connection without pause.</summary>
internal static class DashboardLimits
{
    /// <summary>Most connections of browsers and programs to the dashboard.</summary>
    private const int Most = 1000;

    public static void LimitDashboard(this IServiceCollection services, LimitsInForce limits)
    {
        services.AddSingleton(provider => new DashboardDoor(
            () => ConnectionsOf(Descriptors.Limit, limits.Now.Connections), provider.GetRequiredService<ILogger<DashboardDoor>>()));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => new ConfigureOptions<KestrelServerOptions>(options =>
        {
            var door = provider.GetRequiredService<DashboardDoor>();
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
