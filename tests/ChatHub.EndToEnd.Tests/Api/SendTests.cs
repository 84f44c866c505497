using System.Net;
using System.Text;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class SendTests(PublishedBuild build) : IAsyncLifetime
{
    private PublishedServer _server = default!;
    private ApiClient _api = default!;
    private WireClient _relay = default!;
    private WireClient _chat = default!;

    public async ValueTask InitializeAsync()
    {
        _server = await build.StartServerAsync();
        _api = ApiClient.Of(_server);
        _relay = await WireClient.ConnectAsync(_server.RelayPort);
        await _relay.ReadUntilAsync("成功！");
        _chat = await WireClient.ConnectAsync(_server.ChatPort);
        await _chat.ReadUntilAsync("\n");
    }

    public async ValueTask DisposeAsync()
    {
        _relay.Dispose();
        _chat.Dispose();
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Text_ToEveryone_EachGetsItInItsWay()
    {
        var sent = await _api.AskAsync(HttpMethod.Post, "messages", """{"to":{"everyone":true},"text":"早上好"}""", HttpStatusCode.OK);

        await _relay.ReadUntilAsync("[服务器]：早上好");
        await _chat.ReadUntilAsync("[server] 早上好");
        Assert.Equal((2, 0, 0), ((int)sent!["recipients"]!, (int)sent["queued"]!, (int)sent["skipped"]!));
        var logged = await _api.UntilAsync("messages?kind=server", page => page["items"]!.AsArray().Count == 1);
        Assert.Equal((long)sent["id"]!, (long)logged["items"]![0]!["id"]!);
    }

    [Fact]
    public async Task Bytes_ToAListener_ComeExactlyAndToNobodyElse()
    {
        byte[] bytes = [0, 1, 0xFF, (byte)'!'];

        var sent = await _api.AskAsync(HttpMethod.Post, "messages", $$"""{"to":{"listener":"chat"},"base64":"{{Convert.ToBase64String(bytes)}}"}""", HttpStatusCode.OK);

        Assert.Equal(1, (int)sent!["recipients"]!);
        await _chat.ReadUntilAsync(bytes);
        await _api.AskAsync(HttpMethod.Post, "messages", """{"to":{"connections":[1]},"text":"only you"}""", HttpStatusCode.OK);
        Assert.DoesNotContain("!", (await _relay.ReadUntilAsync("only you")).Split("成功！")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_ToSomeWhoAreGone_IsCountedAsSkipped()
    {
        var sent = await _api.AskAsync(HttpMethod.Post, "messages", """{"to":{"connections":[1,4711]},"text":"hi"}""", HttpStatusCode.OK);

        Assert.Equal((1, 1), ((int)sent!["recipients"]!, (int)sent["skipped"]!));
    }

    [Fact]
    public async Task Send_TooMuch_IsRefused()
    {
        var text = new StringBuilder().Append('x', 70_000);

        Assert.Contains("65536", await _api.RefusedAsync(HttpMethod.Post, "messages", $$"""{"to":{"everyone":true},"text":"{{text}}"}""", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        text.Append('x', 300_000);
        Assert.Contains("too large", await _api.RefusedAsync(HttpMethod.Post, "messages", $$"""{"to":{"everyone":true},"text":"{{text}}"}""", HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
    }
}
