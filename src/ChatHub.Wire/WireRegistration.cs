using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire;

/// <summary>Puts the wire into a host.</summary>
public static class WireRegistration
{
    /// <summary>Adds the registry of connections, who may connect (with the bans of an <see cref="IBanStore"/>, if there is one), the listeners of the given settings, and the service that runs them. The hub must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="listeners">The listeners.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="lastConnection">The highest number that a connection had before this start; null where none is known.</param>
    public static IServiceCollection AddWire(
        this IServiceCollection services, IReadOnlyList<ListenerSettings> listeners, LimitsInForce limits, Func<IServiceProvider, long>? lastConnection = null)
    {
        services.AddSingleton(limits);
        services.AddSingleton(provider => new ConnectionRegistry(limits, lastConnection?.Invoke(provider) ?? 0));
        services.AddSingleton(provider => new AccessList(
            limits, provider.GetRequiredService<ConnectionRegistry>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IBanStore>()));
        services.AddSingleton(provider => new ListenerManager(
            listeners,
            new SocketListenerFactory(),
            provider.GetRequiredService<MessageHub>(),
            provider.GetRequiredService<ConnectionRegistry>(),
            limits,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ListenerManager>>(),
            provider.GetRequiredService<AccessList>()));
        services.AddHostedService<ListenerService>();
        return services;
    }
}
