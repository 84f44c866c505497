using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

public sealed class ListenerChangesTests : IAsyncDisposable
{
    private readonly WireHost _host = new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "hi\n");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Add_AnotherName_CanBeStartedAndTalkedTo()
    {
        Assert.True(_host.Listeners.TryAdd(Settings("old", ListenerProtocol.Relay, "hello\n")));
        Assert.Equal(["chat", "old"], _host.Listeners.List().Select(one => one.Name));
        Assert.Equal(ListenerState.Stopped, _host.Listeners.List()[1].State);

        await _host.Listeners.StartAsync("old", "ann");
        await _host.ConnectAndReadAsync("old", "hello\n");
    }

    [Fact]
    public void Add_NameThatIsThere_IsRefused()
    {
        Assert.False(_host.Listeners.TryAdd(Settings("CHAT")));
        Assert.Single(_host.Listeners.List());
    }

    [Fact]
    public async Task Change_Greeting_HoldsForNewcomersAndOpenConnectionsStay()
    {
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");
        var before = _host.EndpointOf("chat");
        var settings = Settings("chat", greeting: "welcome\n") with { Endpoint = _host.Listeners.Find("chat")!.Endpoint };

        Assert.Equal(ListenerChange.Open, _host.Listeners.ChangeTo(settings));
        await _host.Listeners.ChangeAsync(settings, "ann");

        Assert.Equal(before, _host.EndpointOf("chat"));
        var newcomer = await _host.ConnectAndReadAsync("chat", "welcome\n");
        await newcomer.SendAsync("/nick Tom\nhello\n");
        await old.ExpectAsync("* guest-2 joined\n");
    }

    [Fact]
    public async Task Change_Endpoint_ListensThereAndOpenConnectionsStay()
    {
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");
        var before = _host.EndpointOf("chat");
        var settings = Settings("chat", greeting: "hi\n", endpoint: "127.0.0.2:0");

        Assert.Equal(ListenerChange.Rebind, _host.Listeners.ChangeTo(settings));
        var now = await _host.Listeners.ChangeAsync(settings, "ann");

        Assert.Equal(ListenerState.Listening, now.State);
        Assert.StartsWith("127.0.0.2:", now.BoundEndpoint, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SocketException>(() => TestClient.ConnectAsync(before));
        await _host.ConnectAndReadAsync("chat", "hi\n");
        await old.ExpectAsync("* guest-2 joined\n");
    }

    [Fact]
    public async Task Change_EndpointThatIsTaken_ListensWhereItWasAndSaysWhy()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");

        var refused = await Assert.ThrowsAsync<EndpointRefusedException>(() => _host.Listeners.ChangeAsync(Settings("chat", endpoint: $"{taken.LocalEndpoint}"), "ann"));

        Assert.StartsWith("the port is in use by another program", refused.Message, StringComparison.Ordinal);
        Assert.Equal((ListenerState.Listening, "127.0.0.1:0", (string?)null), _host.Listeners.List()[0] is var now ? (now.State, now.Endpoint, now.Fault) : default);
        await _host.ConnectAndReadAsync("chat", "hi\n");
        await old.ExpectAsync("* guest-2 joined\n");
    }

    [Fact]
    public async Task Change_EncodingAndAnEndpointThatIsTaken_ChangesNothingAndCostsNobodyTheConnection()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");
        var before = _host.Listeners.Find("chat");

        var changing = _host.Listeners.ChangeAsync(Settings("chat", endpoint: $"{taken.LocalEndpoint}", encoding: "gb18030"), "ann");
        await _host.SilenceUntil(changing.ContinueWith(_ => { }, TaskScheduler.Default));
        await Assert.ThrowsAsync<EndpointRefusedException>(() => changing);

        Assert.Same(before, _host.Listeners.Find("chat"));
        Assert.Equal((ListenerState.Listening, 1), _host.Listeners.List()[0] is var now ? (now.State, now.Connections) : default);
        await _host.ConnectAndReadAsync("chat", "hi\n");
        await old.ExpectAsync("* guest-2 joined\n");
    }

    [Fact]
    public async Task Change_Encoding_StartsAnewAndClosesItsConnections()
    {
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");
        var settings = Settings("chat", greeting: "hi\n", encoding: "gb18030");

        Assert.Equal(ListenerChange.Restart, _host.Listeners.ChangeTo(settings));
        var changing = _host.Listeners.ChangeAsync(settings, "ann");
        await old.ReadToEndAsync();
        old.EndSending();
        await _host.SilenceUntil(changing);

        Assert.Equal(ListenerState.Listening, (await changing).State);
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(old)).Reason);
        await _host.ConnectAndReadAsync("chat", "hi\n");
    }

    [Fact]
    public async Task Change_EncodingWhileItDrains_EndsTheDrainAndSaysSo()
    {
        await _host.StartAsync();
        var old = await _host.ConnectAndReadAsync("chat", "hi\n");
        await _host.Listeners.DrainAsync("chat", TimeSpan.FromMinutes(1), "ann");

        var changing = _host.Listeners.ChangeAsync(Settings("chat", greeting: "hi\n", encoding: "gb18030"), "ann");
        await old.ReadToEndAsync();
        old.EndSending();
        await _host.SilenceUntil(changing);

        Assert.Equal(ListenerState.Stopped, (await changing).State);
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerStopped, Sender: "chat" });
    }

    [Fact]
    public async Task Change_StoppedListener_StaysStopped()
    {
        var now = await _host.Listeners.ChangeAsync(Settings("chat", encoding: "gb18030"));

        Assert.Equal(ListenerState.Stopped, now.State);
        Assert.Equal("gb18030", _host.Listeners.Find("chat")!.Encoding.WebName);
    }

    [Fact]
    public async Task Change_FaultedListener_IsTriedAgain()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await _host.Listeners.ChangeAsync(Settings("chat", greeting: "hi\n", endpoint: $"{taken.LocalEndpoint}"));
        Assert.Equal(ListenerState.Faulted, (await _host.Listeners.StartAsync("chat")).State);

        var now = await _host.Listeners.ChangeAsync(Settings("chat", greeting: "hi\n"));
        Assert.Equal(ListenerState.Listening, now.State);
    }

    [Fact]
    public async Task Remove_WithConnections_ClosesThemAndForgetsIt()
    {
        await _host.StartAsync();
        var client = await _host.ConnectAndReadAsync("chat", "hi\n");
        var removing = _host.Listeners.RemoveAsync("chat", "ann");
        await client.ReadToEndAsync();
        client.EndSending();
        await _host.SilenceUntil(removing);

        Assert.Empty(_host.Listeners.List());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _host.Listeners.StartAsync("chat"));
        Assert.True(_host.Listeners.TryAdd(Settings("chat")));
    }

    [Fact]
    public async Task Drain_Started_SaysUntilWhen()
    {
        await _host.StartAsync();
        await _host.ConnectAndReadAsync("chat", "hi\n");
        Assert.Null(_host.Listeners.List()[0].DrainsUntil);
        await _host.Listeners.DrainAsync("chat", TimeSpan.FromSeconds(60));
        Assert.Equal(_host.Time.GetUtcNow().AddSeconds(60), _host.Listeners.List()[0].DrainsUntil);

        await _host.Listeners.StartAsync("chat");
        Assert.Null(_host.Listeners.List()[0].DrainsUntil);
    }

    [Fact]
    public async Task Bytes_OfOpenAndClosedConnections_AreCountedTogether()
    {
        await _host.StartAsync();
        var first = await _host.ConnectAndReadAsync("chat", "hi\n");
        await first.SendAsync("hello\n");
        await _host.ReadByHubAsync(first, 6);
        var open = _host.Registry.CountBytes();
        Assert.Equal(6, open.In);
        Assert.True(open.Out >= 3);

        first.EndSending();
        await _host.ClosedAsync(first);
        Assert.Equal(6, _host.Registry.CountBytes().In);
    }

    private static ListenerSettings Settings(
        string name, ListenerProtocol protocol = ListenerProtocol.Chat, string? greeting = null, string endpoint = "127.0.0.1:0", string encoding = "utf-8") =>
        ListenerSettings.From(name, new ListenerOptions { Endpoint = endpoint, Protocol = protocol, Greeting = greeting, Encoding = encoding }, [])!;
}
