using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Hosting;

/// <summary>Ready when no listener that should listen is faulted.</summary>
internal sealed class ReadyCheck(ListenerManager listeners) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var faults = listeners.List().Where(listener => listener.State == ListenerState.Faulted).Select(listener => $"{listener.Name}: {listener.Fault}").ToArray();
        return Task.FromResult(faults.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", faults)));
    }
}
