using System.Text;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class MessagesTests(PublishedBuild build) : IAsyncLifetime
{
    private PublishedServer _server = default!;
    private ApiClient _api = default!;
    private WireClient _client = default!;

    public async ValueTask InitializeAsync()
    {
        _server = await build.StartServerAsync();
        _api = ApiClient.Of(_server);
        _client = await WireClient.ConnectAsync(_server.RelayPort);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_PagesIntoThePastAndBack_HaveEachEntryOnce()
    {
        await SayAsync(Enumerable.Range(1, 25).Select(n => $"line {n}"));
        var first = await _api.GetAsync("messages?kind=text&limit=10");
        var second = await _api.GetAsync($"messages?kind=text&limit=10&before={first["older"]}");
        await SayAsync(["line 26", "line 27"]);
        var third = await _api.GetAsync($"messages?kind=text&limit=10&before={second["older"]}");
        var since = await _api.GetAsync($"messages?kind=text&after={first["newer"]}");

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(n => $"line {n}"), Texts(first).Concat(Texts(second)).Concat(Texts(third)));
        Assert.Null(third["older"]);
        Assert.Equal(["line 27", "line 26"], Texts(since));
        var quiet = await _api.GetAsync($"messages?kind=text&after={since["newer"]}");
        Assert.Empty(Texts(quiet));
        Assert.Equal((long)since["newer"]!, (long)quiet["newer"]!);
    }

    [Fact]
    public async Task List_Filters_AreThoseOfTheLog()
    {
        await SayAsync(["今天天气很好", "good morning", "good evening"]);

        Assert.Equal(["今天天气很好"], Texts(await _api.UntilAsync("messages?q=天气", page => page["items"]!.AsArray().Count == 1)));
        Assert.Equal(["good evening", "good morning"], Texts(await _api.UntilAsync("messages?q=good&sender=guest-1&listener=relay&room=lobby&connection=1", page => page["items"]!.AsArray().Count == 2)));
        Assert.Empty(Texts(await _api.GetAsync("messages?q=good&to=2020-01-01")));
        Assert.Equal("connected", (string?)(await _api.GetAsync("messages?kind=system&connection=1"))["items"]![0]!["event"]);
    }

    [Fact]
    public async Task One_BytesThatAreNoText_ComeExactly()
    {
        byte[] bytes = [0, 0xFF, 0xFE, (byte)'x', 0x80, (byte)'\n'];
        await _client.SendAsync(bytes);
        var id = (long)(await _api.UntilAsync("messages?kind=text", page => page["items"]!.AsArray().Count == 1))["items"]![0]!["id"]!;

        var one = await _api.GetAsync($"messages/{id}");

        Assert.Equal(bytes, Convert.FromBase64String((string)one["base64"]!));
        Assert.Equal(6, (int)one["bytes"]!);
    }

    [Fact]
    public async Task List_LongText_IsItsBeginningAndOneIsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("很长的话", 3000));
        await SayAsync([text]);
        var listed = (await _api.UntilAsync("messages?kind=text", page => page["items"]!.AsArray().Count == 1))["items"]![0]!;

        Assert.True((bool)listed["truncated"]!);
        Assert.StartsWith((string)listed["text"]!, text, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(text) + 1, (int)listed["bytes"]!);
        Assert.Equal(text, (string?)(await _api.GetAsync($"messages/{listed["id"]}"))["text"]);
    }

    private static IEnumerable<string?> Texts(JsonNode page) => page["items"]!.AsArray().Select(one => (string?)one!["text"]);

    private async Task SayAsync(IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        await _client.SendAsync(string.Concat(all.Select(line => line + "\n")));
        await _client.ReadUntilAsync(all[^1] + "\n");
        var status = await _api.GetAsync("status");
        await _api.UntilAsync("status", now => (int)now["log"]!["pending"]! == 0 && (long)now["log"]!["lastId"]! >= (long)status["messagesIn"]!);
    }
}
