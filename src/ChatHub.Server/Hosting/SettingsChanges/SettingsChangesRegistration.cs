namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>Puts what brings changes of the settings files into force into the host.</summary>
internal static class SettingsChangesRegistration
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">All settings.</param>
    /// <param name="settings">What was read of them.</param>
    public static IServiceCollection AddSettingsChanges(this IServiceCollection services, ConfigurationManager configuration, ChatHubSettings settings) => services
        .AddSingleton(_ => new SettingsFiles(configuration))
        .AddSingleton(settings)
        .AddSingleton<SettingsChanges>()
        .AddHostedService<SettingsWatch>();
}
