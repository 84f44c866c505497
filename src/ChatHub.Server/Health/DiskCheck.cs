using ChatHub.Server.Storage.MessageLog;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Health;

/// <summary>Ready while the disk of the data directory has room: soon nothing can be logged there otherwise.</summary>
/// <param name="files">Where the data directory is.</param>
internal sealed class DiskCheck(MessageLogFiles files) : IHealthCheck
{
    /// <summary>Bytes that must be free; on a small disk a twentieth of it is enough.</summary>
    public const long Least = 64L * 1024 * 1024;

    /// <summary>Gives the free and all bytes of the disk that a folder is on. Tests give others.</summary>
    internal Func<string, (long Free, long All)> RoomOf { get; init; } = static folder => new DriveInfo(folder) is var disk ? (disk.AvailableFreeSpace, disk.TotalSize) : default;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetDirectoryName(files.Log)!;
        try
        {
            var (free, all) = RoomOf(folder);
            var least = Math.Min(Least, all / 20);
            var words = $"{free / (1024 * 1024):N0} MB free";
            return Task.FromResult(free >= least
                ? HealthCheckResult.Healthy(words)
                : HealthCheckResult.Unhealthy($"{words} on the disk of '{folder}'; expected at least {least / (1024 * 1024)} MB"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"the free room of '{folder}' cannot be read: {failure.Message}"));
        }
    }
}
