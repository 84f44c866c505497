using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Health;

/// <summary>Ready when no listener that should listen is faulted.</summary>
internal sealed class ListenersCheck(ListenerManager listeners) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = listeners.List();
        var faults = all.Where(listener => listener.State == ListenerState.Faulted).Select(listener => $"{listener.Name}: {listener.Fault}").ToArray();
        return Task.FromResult(faults.Length == 0
            ? HealthCheckResult.Healthy($"{all.Count(listener => listener.State == ListenerState.Listening)} of {all.Count} listen")
            : HealthCheckResult.Unhealthy(string.Join("; ", faults)));
    }
}
