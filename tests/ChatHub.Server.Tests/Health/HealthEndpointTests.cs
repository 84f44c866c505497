using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Health;

/// <summary>What <c>/healthz/ready</c> looks at.</summary>
public sealed class HealthEndpointTests
{
    [Fact]
    public async Task Ready_ForWhoMaySee_HasAllChecksEachWithItsReason()
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Viewer, null, "mia");
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        var checks = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["checks"]!.AsObject();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["disk", "listeners", "messageLog", "server"], checks.Select(check => check.Key).Order(StringComparer.Ordinal));
        Assert.All(checks, check => Assert.Equal("healthy", (string?)check.Value!["status"]));
        Assert.EndsWith(" MB free", (string?)checks["disk"]!["reason"], StringComparison.Ordinal);
    }
}
