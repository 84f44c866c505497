using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

/// <summary>A change of the settings is taken over by all listeners together or by none.</summary>
public sealed class ListenerPlanTests : IAsyncDisposable
{
    private readonly WireHost _host = new WireHost()
        .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "hi\n")
        .With("other", ListenerProtocol.Chat, chat => chat.Greeting = "hi\n");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Plan_OfTwoLists_HasWhatDiffers()
    {
        var (a, b, c) = (Settings("a"), Settings("b"), Settings("c"));
        var plan = ListenerPlan.Of([a, b, c], [a, Settings("B", "other\n"), Settings("d")]);
        Assert.Equal(["d"], plan.Added.Select(one => one.Name));
        Assert.Equal(["B"], plan.Changed.Select(one => one.Name));
        Assert.Equal(["c"], plan.Removed);
        Assert.Equal((0, 0, 0), ListenerPlan.Of([a, b], [b, Settings("a")]) is var same ? (same.Added.Count, same.Changed.Count, same.Removed.Count) : default);
    }

    [Fact]
    public async Task Apply_GreetingANewListenerAndOneLess_IsAllDone()
    {
        await _host.StartAsync();
        var stays = await _host.ConnectAndReadAsync("chat", "hi\n");
        var goes = await _host.ConnectAndReadAsync("other", "hi\n");

        await SoonAsync(_host.Listeners.ApplyAsync(new([Settings("new")], [Settings("chat", "welcome\n", _host.Listeners.Find("chat")!.EndpointText)], ["other"])));

        await _host.ConnectAndReadAsync("chat", "welcome\n");
        await _host.ConnectAndReadAsync("new", "hi\n");
        Assert.Equal(["chat", "new"], _host.Listeners.List().Select(one => one.Name));
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(goes)).Reason);
        Assert.NotNull(_host.Find(stays));
    }

    [Fact]
    public async Task Apply_NewListenerWhosePortIsTaken_NothingIsDoneAndNobodyIsDisconnected()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await _host.StartAsync();
        var stays = await _host.ConnectAndReadAsync("chat", "hi\n");
        var wouldGo = await _host.ConnectAndReadAsync("other", "hi\n");

        var refused = await Assert.ThrowsAsync<EndpointRefusedException>(() => SoonAsync(_host.Listeners.ApplyAsync(
            new([Settings("new", endpoint: $"{taken.LocalEndpoint}")], [Settings("chat", "welcome\n", "127.0.0.2:0")], ["other"]))));

        Assert.StartsWith($"ChatHub:Listeners:new:Endpoint is '{taken.LocalEndpoint}': the port is in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal([("chat", ListenerState.Listening), ("other", ListenerState.Listening)], _host.Listeners.List().Select(one => (one.Name, one.State)));
        await _host.ConnectAndReadAsync("chat", "hi\n");
        await _host.ConnectAndReadAsync("other", "hi\n");
        Assert.NotNull(_host.Find(stays));
        Assert.NotNull(_host.Find(wouldGo));
    }

    [Fact]
    public async Task Apply_TwoSwapTheirPorts_EachListensWhereTheOtherDid()
    {
        await _host.StartAsync();
        var (chat, other) = ($"{_host.EndpointOf("chat")}", $"{_host.EndpointOf("other")}");
        var client = await _host.ConnectAndReadAsync("chat", "hi\n");

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [Settings("chat", endpoint: other), Settings("other", endpoint: chat)], [])));

        Assert.Equal((other, chat), ($"{_host.EndpointOf("chat")}", $"{_host.EndpointOf("other")}"));
        Assert.NotNull(_host.Find(client)); // a move closes nobody
    }

    [Fact]
    public async Task Apply_ANewNameForAPort_TakesItFromTheOldOne()
    {
        await _host.StartAsync();
        var port = $"{_host.EndpointOf("other")}";

        await SoonAsync(_host.Listeners.ApplyAsync(new([Settings("renamed", endpoint: port)], [], ["other"])));

        Assert.Equal(port, $"{_host.EndpointOf("renamed")}");
    }

    [Fact]
    public async Task Apply_SwitchedOffAndOn_StopsAndStarts()
    {
        await _host.StartAsync();
        var client = await _host.ConnectAndReadAsync("chat", "hi\n");
        var on = _host.Listeners.Find("chat")!;

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [on with { Enabled = false }], [])));
        Assert.Equal(ListenerState.Stopped, _host.Listeners.List()[0].State);
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [on], [])));
        await _host.ConnectAndReadAsync("chat", "hi\n");
    }

    [Fact]
    public async Task Apply_OneThatDrainsIsSwitchedOffAndAnotherCannotListen_DrainsOn()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await _host.StartAsync();
        var client = await _host.ConnectAndReadAsync("chat", "hi\n");
        await _host.Listeners.DrainAsync("chat", TimeSpan.FromMinutes(1), "ann");
        var off = _host.Listeners.Find("chat")! with { Enabled = false };

        await Assert.ThrowsAsync<EndpointRefusedException>(() => SoonAsync(_host.Listeners.ApplyAsync(new([Settings("new", endpoint: $"{taken.LocalEndpoint}")], [off], []))));
        Assert.Equal(ListenerState.Draining, _host.Listeners.List()[0].State);
        Assert.NotNull(_host.Find(client));

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [off], [])));
        Assert.Equal(ListenerState.Stopped, _host.Listeners.List()[0].State);
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);
        Assert.Single(_host.Hub.History.Newest(20), entry => entry is { Event: SystemEvent.ListenerStopped, Sender: "chat" });
    }

    [Fact]
    public async Task Apply_ToOneThatAnOperatorStopped_LeavesItStopped()
    {
        await _host.StartAsync();
        await SoonAsync(_host.Listeners.StopAsync("chat", "ann"));

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [Settings("chat", "welcome\n")], [])));

        Assert.Equal(ListenerState.Stopped, _host.Listeners.List()[0].State);
        await _host.Listeners.StartAsync("chat", "ann");
        await _host.ConnectAndReadAsync("chat", "welcome\n");
    }

    [Fact]
    public async Task Apply_AnotherRoom_DisconnectsThatListenersClientsOnly()
    {
        await _host.StartAsync();
        var goes = await _host.ConnectAndReadAsync("chat", "hi\n");
        var stays = await _host.ConnectAndReadAsync("other", "hi\n");

        await SoonAsync(_host.Listeners.ApplyAsync(new([], [_host.Listeners.Find("chat")! with { Room = "attic" }], [])));

        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(goes)).Reason);
        Assert.NotNull(_host.Find(stays));
        await _host.ConnectAndReadAsync("chat", "hi\n");
        Assert.Equal("attic", _host.Listeners.List()[0].Room);
    }

    private static ListenerSettings Settings(string name, string greeting = "hi\n", string endpoint = "127.0.0.1:0")
    {
        var problems = new List<string>();
        var settings = ListenerSettings.From(name, new ListenerOptions { Endpoint = endpoint, Protocol = ListenerProtocol.Chat, Greeting = greeting }, problems);
        Assert.Empty(problems);
        return settings!;
    }

    private Task SoonAsync(Task applied) => _host.SilenceUntil(applied);
}
