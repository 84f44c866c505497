using System.Net;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class ListenersTests(PublishedBuild build) : IAsyncLifetime
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
    public async Task Listeners_FromTheSettings_AreListedWithTheirState()
    {
        var all = (await _api.GetAsync("listeners")).AsArray();

        Assert.Equal(["chat", "relay"], all.Select(one => (string?)one!["name"]).Order());
        Assert.All(all, one => Assert.Equal(("listening", true), ((string?)one!["state"], (bool)one["fromSettings"]!)));
        Assert.Equal("@断开连接@", (string?)(await _api.GetAsync("listeners/RELAY"))["settings"]!["farewell"]);
    }

    [Fact]
    public async Task Put_ANewOne_ListensAndStaysOverARestart()
    {
        var made = await _api.AskAsync(HttpMethod.Put, "listeners/lab", """{"endpoint":"127.0.0.1:0","protocol":"raw","room":"lab"}""", HttpStatusCode.Created);
        Assert.Equal("listening", (string?)made!["state"]);
        using (var client = await WireClient.ConnectAsync(Port(made)))
        {
            await _api.UntilAsync("listeners/lab", lab => (int)lab["connections"]! == 1);
        }

        var changed = await _api.AskAsync(HttpMethod.Put, "listeners/lab", """{"endpoint":"127.0.0.1:0","protocol":"raw","room":"lab","echo":true}""", HttpStatusCode.OK);
        Assert.True((bool)changed!["settings"]!["echo"]!);

        _api.Dispose();
        await _server.RestartAsync();
        _api = ApiClient.Of(_server);
        var kept = await _api.GetAsync("listeners/lab");
        Assert.Equal(("listening", true, false), ((string?)kept["state"], (bool)kept["settings"]!["echo"]!, (bool)kept["fromSettings"]!));

        await _api.AskAsync(HttpMethod.Delete, "listeners/lab", null, HttpStatusCode.NoContent);
        await _api.RefusedAsync(HttpMethod.Get, "listeners/lab", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task StopStartDrain_DoWhatTheySay()
    {
        using var client = await WireClient.ConnectAsync(_server.ChatPort);
        await client.ReadUntilAsync("\n");

        Assert.Equal("draining", (string?)(await _api.AskAsync(HttpMethod.Post, "listeners/chat/drain?within=00:05:00", null, HttpStatusCode.OK))!["state"]);
        await Assert.ThrowsAnyAsync<Exception>(() => WireClient.ConnectAsync(_server.ChatPort));
        await client.SendAsync("/who\n");
        await client.ReadUntilAsync("guest-1");

        Assert.Equal("stopped", (string?)(await _api.AskAsync(HttpMethod.Post, "listeners/chat/stop", null, HttpStatusCode.OK))!["state"]);
        await client.ReadToEndAsync();
        var started = await _api.AskAsync(HttpMethod.Post, "listeners/chat/start", null, HttpStatusCode.OK);
        Assert.Equal("listening", (string?)started!["state"]);
        using var again = await WireClient.ConnectAsync(Port(started));
        await again.ReadUntilAsync("\n");
    }

    private static int Port(JsonNode listener) => IPEndPoint.Parse((string)listener["boundEndpoint"]!).Port;
}
