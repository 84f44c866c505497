using ChatHub.Chat;
using ChatHub.Chat.MessageLog;
using ChatHub.Server.Health;
using ChatHub.Server.Hosting.SettingsChanges;
using ChatHub.Server.Hosting.Stopping;
using ChatHub.Server.Listeners;
using ChatHub.Server.Metrics;
using ChatHub.Server.Statistics;
using ChatHub.Server.Storage.Bans;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Wire;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting.Systemd;

namespace ChatHub.Server.Hosting;

/// <summary>Puts the hub, the wire and what a daemon needs into the host.</summary>
internal static class HostingRegistration
{
    public static WebApplicationBuilder AddChatHub(this WebApplicationBuilder builder, ChatHubSettings settings)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSystemd(); // does nothing unless systemd started it
        if (SystemdHelpers.IsSystemdService())
        {
            builder.Services.AddHostedService<Watchdog>();
        }

        builder.Services.AddSingleton(provider => MakeHub(settings.Hub, provider));
        builder.Services.AddMessageLog(settings.DataDirectory, settings.MessageLog);
        var kept = KeptListeners.Read(Path.Combine(settings.DataDirectory, "listeners.json"), TimeProvider.System);
        builder.Services.AddSingleton(kept).AddHostedService<KeptListenersReport>();
        builder.Services.AddSingleton<IBanStore>(provider => new BanFile(
            Path.Combine(settings.DataDirectory, "bans.json"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BanFile>>()));
        var limits = new LimitsInForce(settings.Limits);
        builder.Services.AddWire([.. settings.Listeners, .. kept.Usable(settings.Listeners)], limits, provider => provider.GetService<SqliteMessageLog>()?.LastConnection ?? 0);
        builder.Services.LimitDashboard(limits, settings.Operators);
        builder.Services.AddSettingsChanges(builder.Configuration, settings);
        builder.Services.AddStatistics(settings.DataDirectory);
        builder.Services.AddSingleton(provider => ClientNoteBook.Open(
            Path.Combine(settings.DataDirectory, "notes.json"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ClientNoteBook>>()));
        builder.AddMetrics();
        builder.Services.AddHealthChecks().AddReadyChecks();
        builder.Services.AddDataProtection().SetApplicationName("ChatHub")
            .PersistKeysToFileSystem(OwnerOnly.CreateFolder(Path.Combine(settings.DataDirectory, "keys")));
        var stop = new StopTimes(settings.Server.DrainTimeout);
        builder.Services.AddSingleton(stop).AddSingleton<ServerStop>();
        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = stop.Web;
            options.ServicesStopConcurrently = true; // open browser tabs must not hold up the chat clients' farewell, nor the other way round
        });
        return builder;
    }

    /// <summary>The log has the hub's numbers, and the hub gets what the log has to tell: so they are made one after the other, and then joined.</summary>
    private static MessageHub MakeHub(HubOptions options, IServiceProvider provider)
    {
        provider.GetRequiredService<DataDirectoryLock>();
        var hub = new MessageHub(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMessageLog>());
        provider.GetService<SqliteMessageLog>()?.Start(hub.Record);
        provider.GetService<MessageIndex>()?.Start();
        return hub;
    }
}
