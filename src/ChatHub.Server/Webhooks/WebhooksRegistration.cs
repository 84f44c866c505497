using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Webhooks;

/// <summary>Puts the webhooks into the host.</summary>
internal static class WebhooksRegistration
{
    /// <summary>Adds them. The hub and the reader of the message log must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataDirectory">Folder of <c>webhooks.json</c>, absolute.</param>
    /// <param name="settings">The webhooks.</param>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, string dataDirectory, IReadOnlyList<WebhookSettings> settings)
    {
        services.AddSingleton(provider => new WebhookService(
            settings,
            new(provider.GetRequiredService<MessageHub>(), provider.GetRequiredService<IMessageReader>(), provider.GetRequiredService<Func<MessageLogStatus>>()),
            new(Path.Combine(dataDirectory, "webhooks.json"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WebhookPlaces>>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WebhookService>>()));
        return services.AddHostedService(provider => provider.GetRequiredService<WebhookService>());
    }
}
