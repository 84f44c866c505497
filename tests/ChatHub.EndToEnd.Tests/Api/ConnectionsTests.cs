using System.Net;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

public sealed class ConnectionsTests(PublishedBuild build) : IAsyncLifetime
{
    private readonly List<WireClient> _clients = [];
    private PublishedServer _server = default!;
    private ApiClient _api = default!;

    public async ValueTask InitializeAsync()
    {
        _server = await build.StartServerAsync();
        _api = ApiClient.Of(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_FiltersAndSort_GiveThoseInThatOrder()
    {
        await ConnectAsync(_server.RelayPort, 2);
        await ConnectAsync(_server.ChatPort, 3);

        var relays = await _api.GetAsync("connections?listener=relay&sort=id");
        var chats = await _api.GetAsync("connections?q=protocol:chat&sort=-id&limit=2");

        Assert.Equal([1, 2], Ids(relays));
        Assert.Null(relays["next"]);
        Assert.Equal([5, 4], Ids(chats));
        Assert.Equal(3, (int)chats["total"]!);
        Assert.Equal([3], Ids(await _api.GetAsync($"connections?q=protocol:chat&sort=-id&limit=2&cursor={chats["next"]}")));
        Assert.Equal([5, 4, 3, 2, 1], Ids(await _api.GetAsync("connections"))); // the newest first
        Assert.Empty(Ids(await _api.GetAsync("connections?lagging=true")));
        Assert.Equal(5, (int)(await _api.GetAsync("connections?room=LOBBY"))["total"]!);
        Assert.Empty(Ids(await _api.GetAsync("connections?room=elsewhere")));
    }

    [Fact]
    public async Task Pages_ConnectionsComeAndGoMeanwhile_NeitherRepeatNorHideThoseThatStay()
    {
        await ConnectAsync(_server.RelayPort, 40);
        var stay = Enumerable.Range(1, 40).Where(id => id % 3 != 0).Select(id => (long)id).ToHashSet();
        var seen = new List<long>();
        string? cursor = null;
        var goes = 3;
        do
        {
            var page = await _api.GetAsync("connections?sort=connectedAt&limit=7" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(Ids(page));
            cursor = (string?)page["next"];
            if (goes <= 39)
            {
                await _api.AskAsync(HttpMethod.Delete, $"connections/{goes}", null, HttpStatusCode.NoContent);
                goes += 3;
                await ConnectAsync(_server.RelayPort, 1);
            }
        }
        while (cursor is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Superset(stay, seen.ToHashSet());
    }

    [Fact]
    public async Task One_OpenThenClosed_IsBothTimesThere()
    {
        var client = (await ConnectAsync(_server.ChatPort, 1))[0];

        var open = await _api.GetAsync("connections/1");
        Assert.Equal(("open", "chat", "chat", "utf-8"), ((string?)open["state"], (string?)open["listener"], (string?)open["protocol"], (string?)open["encoding"]));
        Assert.Equal($"{client.LocalEndPoint}", (string?)open["remote"]);
        Assert.Equal("lobby", (string?)open["rooms"]![0]);
        Assert.True((double)open["rttMs"]! >= 0);

        client.Dispose();
        var closed = await _api.UntilAsync("connections/1", one => (string?)one["state"] == "closed");
        Assert.Equal("clientClosed", (string?)closed["closeReason"]);
        Assert.NotNull(closed["closedAt"]);
        Assert.Equal([1], Ids(await _api.GetAsync("connections?state=closed")));
    }

    [Fact]
    public async Task Change_NameAliasNotesMute_AllTakeEffect()
    {
        var client = (await ConnectAsync(_server.ChatPort, 1))[0];

        var changed = await _api.AskAsync(HttpMethod.Patch, "connections/1", """{"name":"小明","alias":"Lab 3","notes":"door","muteFor":"00:10:00"}""", HttpStatusCode.OK);

        Assert.Equal(("小明", "Lab 3", "door"), ((string?)changed!["name"], (string?)changed["alias"], (string?)changed["notes"]));
        Assert.NotNull(changed["muted"]);
        await client.ReadUntilAsync("小明");
        await client.SendAsync("can you hear me\n");
        await client.ReadUntilAsync("mute");
        Assert.Equal(0, (int)(await _api.GetAsync("status"))["messagesIn"]!);

        await _api.AskAsync(HttpMethod.Patch, "connections/1", """{"alias":""}""", HttpStatusCode.OK);
        var after = await _api.AskAsync(HttpMethod.Patch, "connections/1", """{"muteFor":"00:00:00"}""", HttpStatusCode.OK);
        Assert.Null(after!["muted"]);
        Assert.Null(after["alias"]);
        Assert.Equal("door", (string?)after["notes"]);
    }

    [Fact]
    public async Task Kick_WithAReason_TheClientReadsIt()
    {
        var client = (await ConnectAsync(_server.ChatPort, 1))[0];

        await _api.AskAsync(HttpMethod.Delete, "connections/1?reason=moving%20house", null, HttpStatusCode.NoContent);

        await client.ReadUntilAsync("moving house");
        await client.ReadToEndAsync();
        Assert.Contains("closed already", await _api.RefusedAsync(HttpMethod.Delete, "connections/1", null, HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisconnectMany_ThoseThatMatch_GoPacedAndTheOthersStay()
    {
        await ConnectAsync(_server.ChatPort, 5);
        await ConnectAsync(_server.RelayPort, 2);

        var begun = await _api.AskAsync(HttpMethod.Post, "connections/disconnect", """{"where":{"listener":"chat"},"reason":"tidy","perSecond":50}""", HttpStatusCode.Accepted);

        Assert.Equal(5, (int)begun!["matched"]!);
        Assert.Equal(5, (int)begun["job"]!["total"]!);
        await _api.UntilAsync("connections", open => (int)open["total"]! == 2);
        var closed = await _api.GetAsync("connections?state=closed");
        Assert.All(closed["items"]!.AsArray(), one => Assert.Equal(("kicked", "tidy"), ((string?)one!["closeReason"], (string?)one["closedWhy"])));

        var byId = await _api.AskAsync(HttpMethod.Post, "connections/disconnect", """{"ids":[6,6,4711]}""", HttpStatusCode.Accepted);
        Assert.Equal(1, (int)byId!["matched"]!);
        await _api.UntilAsync("connections", open => (int)open["total"]! == 1);
    }

    [Fact]
    public async Task Change_NameOfAnother_IsRefusedWithTheReason()
    {
        await ConnectAsync(_server.ChatPort, 2);
        await _api.AskAsync(HttpMethod.Patch, "connections/1", """{"name":"Ann"}""", HttpStatusCode.OK);

        Assert.Contains("Ann", await _api.RefusedAsync(HttpMethod.Patch, "connections/2", """{"name":"ann"}""", HttpStatusCode.BadRequest), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("muteFor", await _api.RefusedAsync(HttpMethod.Patch, "connections/2", """{"muteFor":"90.00:00:00"}""", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static IEnumerable<long> Ids(JsonNode page) => page["items"]!.AsArray().Select(one => (long)one!["id"]!);

    /// <summary>Connects clients one after the other, so that their numbers follow their order.</summary>
    private async Task<WireClient[]> ConnectAsync(int port, int count)
    {
        var made = new WireClient[count];
        for (var i = 0; i < count; i++)
        {
            made[i] = await WireClient.ConnectAsync(port);
            await made[i].ReadUntilAsync(port == _server.ChatPort ? "\n" : "成功！");
        }

        _clients.AddRange(made);
        return made;
    }
}
