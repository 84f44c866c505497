using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire;

/// <summary>Puts the wire into a host.</summary>
public static class WireRegistration
{
    /// <summary>Adds the registry of connections, the listeners of the given settings, and the service that runs them. The hub must be there.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services, IReadOnlyList<ListenerSettings> listeners, LimitsOptions limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton(new ConnectionRegistry(limits));
        services.AddSingleton(provider => new ListenerManager(
            listeners,
            new SocketListenerFactory(),
            provider.GetRequiredService<MessageHub>(),
            provider.GetRequiredService<ConnectionRegistry>(),
            limits,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ListenerManager>>()));
        services.AddHostedService<ListenerService>();
        return services;
    }
}
