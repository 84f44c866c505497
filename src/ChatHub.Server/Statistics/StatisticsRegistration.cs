namespace ChatHub.Server.Statistics;

/// <summary>Puts the statistics into the host.</summary>
internal static class StatisticsRegistration
{
    /// <summary>Adds the recorder and the service that feeds it. The hub, the wire and the status of the message log must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataDirectory">Folder of <c>statistics.db</c>, absolute.</param>
    public static IServiceCollection AddStatistics(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton<IStatisticsSource, HubStatisticsSource>();
        services.AddSingleton<StatisticsRecorder>();
        services.AddSingleton<StatisticsBoard>();
        services.AddSingleton(provider => new StatisticsFile(
            Path.Combine(dataDirectory, "statistics.db"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StatisticsFile>>()));
        services.AddHostedService<StatisticsService>();
        return services;
    }
}
