using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Health;

/// <summary>Not ready from the moment in which the server was asked to stop: whoever balances load sends nobody here any more.</summary>
internal sealed class StoppingCheck(IHostApplicationLifetime life) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(life.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("the server stops") : HealthCheckResult.Healthy("the server runs"));
}
