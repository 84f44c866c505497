using ChatHub.Chat;
using ChatHub.Server.Metrics;
using ChatHub.Server.Statistics;
using ChatHub.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ChatHub.Server.Hosting;

/// <summary>Puts the hub, the wire and what a daemon needs into the host.</summary>
internal static class HostingRegistration
{
    public static WebApplicationBuilder AddChatHub(this WebApplicationBuilder builder, ChatHubSettings settings)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider => new MessageHub(settings.Hub, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddWire(settings.Listeners, settings.Limits);
        builder.Services.AddStatistics(settings.DataDirectory);
        builder.Services.AddSingleton<ChatHubMetrics>();
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("listeners", tags: ["ready"]);
        builder.Services.AddDataProtection().SetApplicationName("ChatHub")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.DataDirectory, "keys")));
        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = TimeSpan.FromSeconds(4);
            options.ServicesStopConcurrently = true; // open browser tabs must not hold up the chat clients' farewell, nor the other way round
        });
        return builder;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
