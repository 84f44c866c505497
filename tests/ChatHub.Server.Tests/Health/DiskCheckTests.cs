using ChatHub.Server.Health;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace ChatHub.Server.Tests.Health;

public sealed class DiskCheckTests
{
    private const long MB = 1024 * 1024;

    [Theory]
    [InlineData(65, 10_000, HealthStatus.Healthy)]
    [InlineData(63, 10_000, HealthStatus.Unhealthy)]
    [InlineData(5, 100, HealthStatus.Healthy)] // a twentieth of a small disk
    [InlineData(4, 100, HealthStatus.Unhealthy)]
    public async Task Disk_SoMuchFree_IsReadyOrNot(long freeMB, long allMB, HealthStatus expected)
    {
        var check = new DiskCheck(new MessageLogFiles("/somewhere")) { RoomOf = _ => (freeMB * MB, allMB * MB) };

        var result = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.Status);
        Assert.Contains($"{freeMB} MB free", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_CannotBeRead_SaysWhy()
    {
        var check = new DiskCheck(new MessageLogFiles("/somewhere")) { RoomOf = _ => throw new IOException("gone") };

        var result = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("gone", result.Description, StringComparison.Ordinal);
    }
}
