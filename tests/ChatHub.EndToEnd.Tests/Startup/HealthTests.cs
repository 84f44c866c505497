using System.Net;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Startup;

public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_AllListens_IsGood(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(shared.Server, path));
    }

    [Fact]
    public async Task HealthCheckOfTheImage_AgainstTheServer_Succeeds()
    {
        var command = DockerRecipe.Read().HealthCommand.Replace("8080", $"{new Uri(shared.Server.DashboardUrl).Port}", StringComparison.Ordinal);

        await using var check = ExternalClient.Start("sh", "-c", command);

        Assert.Equal(0, await check.WaitForExitAsync());
    }

    internal static async Task<HttpStatusCode> StatusAsync(PublishedServer server, string path)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.DashboardUrl + path), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
