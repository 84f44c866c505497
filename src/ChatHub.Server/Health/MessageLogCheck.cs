using ChatHub.Server.Storage.MessageLog;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Health;

/// <summary>Ready when the message log writes what it is given, or is switched off.</summary>
internal sealed class MessageLogCheck(Func<MessageLogStatus> log) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = log();
        return Task.FromResult(status.State == MessageLogState.Degraded
            ? HealthCheckResult.Unhealthy($"the message log cannot write since {status.Since:O}: {status.Fault}")
            : HealthCheckResult.Healthy(status.State == MessageLogState.Off ? "switched off" : $"{status.Pending} entries wait"));
    }
}
