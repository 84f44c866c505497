using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class StatusTests(PublishedBuild build) : IAsyncLifetime
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
    public async Task Status_AfterAChat_CountsIt()
    {
        using (var ann = await WireClient.ConnectAsync(_server.RelayPort))
        using (var ben = await WireClient.ConnectAsync(_server.RelayPort))
        {
            await _api.UntilAsync("status", status => (int)status["connections"]!["now"]! == 2);
            await ann.SendAsync("你好\n");
            await ben.ReadUntilAsync("你好\n");
        }

        var status = await _api.UntilAsync("status", status => (int)status["connections"]!["now"]! == 0 && (int)status["log"]!["lastId"]! >= 7);
        Assert.Equal(2, (int)status["connections"]!["peak"]!);
        Assert.Equal(2, (int)status["connections"]!["total"]!);
        Assert.Equal(1, (int)status["messagesIn"]!);
        Assert.Equal(2, (int)status["deliveries"]!); // relays echo
        Assert.Equal(2, (int)status["messagesOut"]!); // the greeting is no message
        Assert.Equal(7, (int)status["bytesIn"]!);
        Assert.Equal("running", (string?)status["log"]!["state"]);
        Assert.EndsWith("Z", (string?)status["started"], StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d$", (string?)status["uptime"]);
    }

    [Fact]
    public async Task Rooms_WithAMember_HaveCountsAndRate()
    {
        using var ann = await WireClient.ConnectAsync(_server.RelayPort);
        await ann.SendAsync("one\ntwo\n");
        await ann.ReadUntilAsync("two\n");

        var rooms = await _api.UntilAsync("rooms", rooms => (int)rooms[0]!["messages"]! == 2);

        Assert.Equal("lobby", (string?)rooms[0]!["name"]);
        Assert.Equal(1, (int)rooms[0]!["members"]!);
        Assert.InRange((double)rooms[0]!["rate"]!, 0.001, 2);
    }
}
