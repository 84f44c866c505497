using System.Net;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class BansTests(PublishedBuild build) : IAsyncLifetime
{
    private PublishedServer _server = default!;
    private ApiClient _api = default!;

    public async ValueTask InitializeAsync()
    {
        _server = await build.StartServerAsync();
        _api = ApiClient.Of(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Ban_OfARange_IsListedKeptAndTakenBack()
    {
        var made = await _api.AskAsync(HttpMethod.Post, "bans", """{"address":"192.0.2.9/24","for":"01:00:00","reason":"loud"}""", HttpStatusCode.Created);
        Assert.Equal("192.0.2.0/24", (string?)made!["id"]);

        _api.Dispose();
        await _server.RestartAsync();
        _api = ApiClient.Of(_server);
        var kept = Assert.Single((await _api.GetAsync("bans")).AsArray())!;
        Assert.Equal(("192.0.2.0/24", "loud"), ((string?)kept["address"], (string?)kept["reason"]));
        Assert.NotNull(kept["until"]);

        await _api.AskAsync(HttpMethod.Delete, "bans/192.0.2.0/24", null, HttpStatusCode.NoContent);
        Assert.Empty((await _api.GetAsync("bans")).AsArray());
    }

    [Fact]
    public async Task KickAndBan_InOneStep_EndsAllOfTheAddressAndTurnsTheNextAway()
    {
        using var first = await WireClient.ConnectAsync(_server.ChatPort);
        using var second = await WireClient.ConnectAsync(_server.ChatPort);
        await second.ReadUntilAsync("\n");

        Assert.Contains("this machine", await _api.RefusedAsync(HttpMethod.Delete, "connections/1?banFor=00:10:00", null, HttpStatusCode.Conflict), StringComparison.Ordinal);
        await _api.AskAsync(HttpMethod.Delete, "connections/1?banFor=00:10:00&evenSpared=true&reason=enough", null, HttpStatusCode.NoContent);

        await first.ReadUntilAsync("enough");
        await second.ReadUntilAsync("enough");
        using var third = await WireClient.ConnectAsync(_server.ChatPort);
        await third.ReadUntilAsync("enough");
        await third.ReadToEndAsync();
    }
}
