using System.Net.Http.Headers;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Metrics;

/// <summary>What <c>/metrics</c> has beside ChatHub's own.</summary>
public sealed class MetricsEndpointTests
{
    [Theory]
    [InlineData("dotnet_gc_collections_total")]
    [InlineData("http_server_request_duration_seconds_count")]
    [InlineData("kestrel_active_connections")]
    public async Task Metrics_OfTheRuntimeAndTheWebSide_AreThere(string name)
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Viewer, null, "mia");
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await http.GetStringAsync(new Uri("/api/v1/rooms", UriKind.Relative), TestContext.Current.CancellationToken); // something to measure

        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(metrics.Split('\n'), line => line.StartsWith($"{name}{{", StringComparison.Ordinal));
    }
}
