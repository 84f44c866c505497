using System.Net;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class StreamTests(PublishedBuild build) : IAsyncLifetime
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

    [Theory]
    [InlineData("messages/stream?kind=text", "messages/export?format=jsonl&kind=text")]
    [InlineData("events/stream", "messages/export?format=jsonl&kind=system")]
    public async Task Stream_CutAndResumedTenTimesUnderLoad_HasWhatTheExportHas(string stream, string export)
    {
        const int Rounds = 10;
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(stop.Token);
        var got = new List<long>();
        string? last = "0";
        for (var round = 0; round < Rounds; round++)
        {
            await using var events = await _api.StreamAsync(stream, last);
            for (var i = 0; i < 30 + (round * 7); i++)
            {
                var (_, id, data) = await events.NextAsync() ?? throw new InvalidOperationException("the stream ended");
                got.Add((long)data["id"]!);
                last = id;
            }
        }

        await stop.CancelAsync();
        await load;
        await _api.UntilAsync("connections", open => (int)open["total"]! == 0);
        await _api.UntilAsync("status", status => (int)status["log"]!["pending"]! == 0);
        var expected = (await _api.TextAsync(export)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (long)JsonNode.Parse(line)!["id"]!).ToArray();
        await using (var rest = await _api.StreamAsync(stream, last))
        {
            while (got[^1] < expected[^1])
            {
                got.Add((long)(await rest.NextAsync() ?? throw new InvalidOperationException("the stream ended")).Data["id"]!);
            }
        }

        Assert.True(expected.Length > 300, $"{expected.Length} entries are no load");
        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task Stream_WithoutAPlace_BeginsWithWhatComes()
    {
        using var client = await WireClient.ConnectAsync(_server.RelayPort);
        await client.SendAsync("before\n");
        await client.ReadUntilAsync("before\n");
        await _api.UntilAsync("messages?kind=text", page => page["items"]!.AsArray().Count == 1);
        await using var events = await _api.StreamAsync("messages/stream?kind=text");

        await client.SendAsync("after 一\n");

        var (name, id, data) = (await events.NextAsync())!.Value;
        Assert.Equal(("message", "after 一"), (name, (string?)data["text"]));
        Assert.Equal(id, (string?)data["id"]!.ToString());
    }

    [Fact]
    public async Task Events_ComingAndGoing_HaveTheirNames()
    {
        await _api.UntilAsync("status", status => (long)status["log"]!["lastId"]! >= 2 && (int)status["log"]!["pending"]! == 0); // the starts of both listeners are written
        await using var events = await _api.StreamAsync("events/stream");
        (await WireClient.ConnectAsync(_server.ChatPort)).Dispose();
        Assert.Equal("connected", (await events.NextAsync())!.Value.Name);
        Assert.Equal("disconnected", (await events.NextAsync())!.Value.Name);
        await _api.AskAsync(HttpMethod.Post, "listeners/relay/stop", null, HttpStatusCode.OK);
        await _api.AskAsync(HttpMethod.Post, "bans", """{"address":"192.0.2.0/24"}""", HttpStatusCode.Created);
        await _api.AskAsync(HttpMethod.Delete, "bans/192.0.2.0/24", null, HttpStatusCode.NoContent);

        Assert.Equal("listenerStopped", (await events.NextAsync())!.Value.Name);
        foreach (var name in new[] { "banned", "unbanned" })
        {
            var (happened, _, data) = (await events.NextAsync())!.Value;
            Assert.Equal((name, "192.0.2.0/24"), (happened, (string?)data["text"]));
        }
    }

    [Fact]
    public async Task Stream_TooManyOfOne_TheNextIsTurnedAwayUntilOneEnds()
    {
        var open = new List<EventStream>();
        for (var i = 0; i < 10; i++)
        {
            open.Add(await _api.StreamAsync("messages/stream"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await _api.StatusAsync("messages/stream"));

        await open[0].DisposeAsync();
        using var deadline = Deadline.After();
        while (await _api.StatusAsync("messages/stream") != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }

        open.ForEach(one => one.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stream_TheServerStops_EndsInOrder()
    {
        await using var events = await _api.StreamAsync("messages/stream?kind=text");

        Assert.Equal(0, await _server.StopAsync());

        Assert.Null(await events.NextAsync());
    }

    /// <summary>Clients that come, say something and go, until they are told to stop.</summary>
    private async Task LoadAsync(CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            using var client = await WireClient.ConnectAsync(_server.RelayPort);
            await client.SendAsync($"a {n}\nb {n}\nc {n}\n");
            await client.ReadUntilAsync($"c {n}\n");
        }
    }
}
