using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

public sealed class ListenerManagerTests : IAsyncDisposable
{
    private const string Greeting = "服务器连接成功！";

    private readonly WireHost _host = new WireHost(new LimitsOptions { CloseTimeout = TimeSpan.FromSeconds(2) })
        .With("relay", ListenerProtocol.Relay).With("spare", ListenerProtocol.Relay, spare => spare.Enabled = false);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void List_BeforeTheStart_IsStoppedInTheOrderOfTheSettings() =>
        Assert.Equal([("relay", ListenerState.Stopped, null), ("spare", ListenerState.Stopped, (string?)null)],
            _host.Listeners.List().Select(listener => (listener.Name, listener.State, listener.BoundEndpoint)));

    [Fact]
    public async Task StartEnabled_Always_LeavesOutWhatIsNotEnabled()
    {
        await _host.Listeners.StartEnabledAsync(Deadline.Token);

        Assert.Equal([ListenerState.Listening, ListenerState.Stopped], _host.Listeners.List().Select(listener => listener.State));
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerStarted, Sender: "relay" });
    }

    [Fact]
    public async Task Start_Twice_IsTheSame()
    {
        var first = await _host.Listeners.StartAsync("relay", "ann");
        var second = await _host.Listeners.StartAsync("RELAY", "ann");

        Assert.Equal(first, second);
        Assert.Equal(ListenerState.Listening, second.State);
        Assert.Single(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerStarted, Operator: "ann" });
        await _host.ConnectAndReadAsync("relay", Greeting);
    }

    [Fact]
    public async Task Start_TwiceAtOnce_BindsOnce()
    {
        var both = await Task.WhenAll(_host.Listeners.StartAsync("relay"), _host.Listeners.StartAsync("relay")).Soon();

        Assert.Equal(both[0].BoundEndpoint, both[1].BoundEndpoint);
    }

    [Fact]
    public async Task Start_UnknownName_SaysWhatThereIs()
    {
        var failure = await Assert.ThrowsAsync<KeyNotFoundException>(() => _host.Listeners.StartAsync("nope"));
        Assert.Equal("There is no listener 'nope'; there are: relay, spare.", failure.Message);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _host.Listeners.StopAsync("nope"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _host.Listeners.DrainAsync("nope", TimeSpan.Zero));
    }

    [Fact]
    public async Task Start_OnATakenPort_IsAFaultWithItsReasonAndStartsOnceItIsFree()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var endpoint = taken.LocalEndPoint!.ToString()!;
        await using var host = new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Endpoint = endpoint);

        var faulted = await host.Listeners.StartAsync("relay");

        Assert.Equal((ListenerState.Faulted, "the port is in use by another program; stop it or choose another port, then start the listener again", null),
            (faulted.State, faulted.Fault, faulted.BoundEndpoint));
        Assert.Contains(host.Hub.History.Newest(10), entry => entry.Event == SystemEvent.ListenerFaulted && entry.Text.StartsWith(endpoint, StringComparison.Ordinal));

        taken.Dispose();
        var started = await host.Listeners.StartAsync("relay");
        Assert.Equal((ListenerState.Listening, null, endpoint), (started.State, started.Fault, started.BoundEndpoint));
        await host.ConnectAndReadAsync("relay", Greeting);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Start_OnThePortOfAnotherListener_NamesIt(string address)
    {
        await _host.StartAsyncOfRelay();
        await using var host = new WireHost()
            .With("first", ListenerProtocol.Relay, relay => relay.Endpoint = "127.0.0.1:0")
            .With("second", ListenerProtocol.Raw, raw => raw.Endpoint = $"{address}:{((IPEndPoint)_host.EndpointOf("relay")).Port}");
        await host.Listeners.StartAsync("first");
        Assert.Contains("by another program", (await host.Listeners.StartAsync("second")).Fault, StringComparison.Ordinal);

        var port = ((IPEndPoint)host.EndpointOf("first")).Port;
        await using var one = new WireHost()
            .With("first", ListenerProtocol.Relay, relay => relay.Endpoint = $"127.0.0.1:{port}")
            .With("second", ListenerProtocol.Raw, raw => raw.Endpoint = $"{address}:{port}");
        await host.Listeners.StopAsync("first");
        await one.Listeners.StartAsync("first");

        Assert.Equal("the port is in use by the listener 'first'; stop that one or choose another port, then start the listener again", (await one.Listeners.StartAsync("second")).Fault);
    }

    [Fact]
    public async Task Start_OnAnAddressOfAnotherMachine_IsAFaultWithItsReason()
    {
        await using var host = new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Endpoint = "192.0.2.1:0");

        Assert.Equal("this machine has no such address; choose one of its own, or 0.0.0.0 for all", (await host.Listeners.StartAsync("relay")).Fault);
    }

    [Fact]
    public async Task Stop_WithConnections_ClosesThemAsListenerStoppedAndFreesThePort()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);
        var endpoint = _host.EndpointOf("relay");

        var stopping = _host.Listeners.StopAsync("relay", "ann");
        await client.ExpectAsync("[服务器]：this port is closed now\n");
        await client.ExpectEndAsync();
        client.Dispose();
        await _host.SilenceUntil(stopping);

        var stopped = await stopping;
        Assert.Equal((ListenerState.Stopped, 0, null), (stopped.State, stopped.Connections, stopped.BoundEndpoint));
        var closed = await _host.ClosedAsync(client);
        Assert.Equal((DisconnectReason.ListenerStopped, "ann"), (closed.Reason, closed.ClosedBy));
        await Assert.ThrowsAsync<SocketException>(() => TestClient.ConnectAsync(endpoint));
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerStopped, Operator: "ann" });
    }

    [Fact]
    public async Task Stop_ClientThatDoesNotClose_IsResetAfterTheCloseTimeout()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);

        await _host.SilenceUntil(_host.Listeners.StopAsync("relay"));

        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);
        Assert.Equal(0, _host.Registry.Count);
    }

    [Fact]
    public async Task Stop_WhatIsStopped_IsNothing()
    {
        Assert.Equal(ListenerState.Stopped, (await _host.Listeners.StopAsync("relay")).State);
        Assert.Equal(0, _host.Hub.History.LastId);
    }

    [Fact]
    public async Task StopAndStart_OnAFixedPort_Listens()
    {
        var port = FreePort();
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Endpoint = $"127.0.0.1:{port}").StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var client = await host.ConnectAndReadAsync("relay", Greeting);
            await host.SilenceUntil(host.Listeners.StopAsync("relay"));
            Assert.Equal(ListenerState.Listening, (await host.Listeners.StartAsync("relay")).State);
            client.Dispose();
        }
    }

    [Fact]
    public async Task Drain_WithConnections_LetsThemFinishAndAcceptsNoOthers()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);
        var endpoint = _host.EndpointOf("relay");

        var draining = await _host.Listeners.DrainAsync("relay", TimeSpan.FromMinutes(1), "ann");

        Assert.Equal((ListenerState.Draining, 1), (draining.State, draining.Connections));
        await Assert.ThrowsAsync<SocketException>(() => TestClient.ConnectAsync(endpoint));
        await client.SendAsync("still here\n");
        await client.ExpectAsync("still here\n");
        client.Dispose();
        await _host.SilenceUntil(Deadline.Until(() => _host.Listeners.List()[0].State == ListenerState.Stopped, "it is stopped"));
        Assert.Equal(DisconnectReason.ClientClosed, (await _host.ClosedAsync(client)).Reason);
    }

    [Fact]
    public async Task Drain_ConnectionsThatStay_AreClosedAtTheDeadline()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);

        await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(30));
        _host.Time.Advance(TimeSpan.FromSeconds(29));
        await client.SendAsync("still here\n");
        await client.ExpectAsync("still here\n");
        await _host.SilenceUntil(_host.ClosedAsync(client));

        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);
        Assert.Equal(ListenerState.Stopped, _host.Listeners.List()[0].State);
    }

    [Fact]
    public async Task Drain_ThenStart_KeepsTheConnectionsAndListens()
    {
        await _host.StartAsyncOfRelay();
        var old = await _host.ConnectAndReadAsync("relay", Greeting);
        await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(1));

        Assert.Equal(ListenerState.Listening, (await _host.Listeners.StartAsync("relay")).State);

        _host.Time.Advance(TimeSpan.FromSeconds(5));
        var young = await _host.ConnectAndReadAsync("relay", Greeting);
        await young.SendAsync("both\n");
        await old.ExpectAsync("both\n");
        Assert.Equal(2, _host.Listeners.List()[0].Connections);
    }

    [Fact]
    public async Task Drain_AgainAfterAStart_HasItsOwnTime()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);
        await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(1));
        await _host.Listeners.StartAsync("relay");
        await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(10)); // and no time has passed

        for (var i = 0; i < 100; i++) // 3 s in all, in steps that whoever waits notices
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(30));
            await client.SendAsync("still here\n");
            await client.ExpectAsync("still here\n");
        }

        Assert.Equal((ListenerState.Draining, 1), (_host.Listeners.List()[0].State, _host.Listeners.List()[0].Connections));
        await _host.SilenceUntil(_host.ClosedAsync(client));
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(100, 10)]
    public async Task Drain_WhileItDrains_HasTheNewTime(int first, int second)
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);
        await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(first));

        var draining = await _host.Listeners.DrainAsync("relay", TimeSpan.FromSeconds(second), "ann");

        Assert.Equal((ListenerState.Draining, _host.Time.GetUtcNow().AddSeconds(second)), (draining.State, draining.DrainsUntil));
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerDraining, Operator: "ann" });
        var until = draining.DrainsUntil!.Value;
        while (_host.Time.GetUtcNow() < until - TimeSpan.FromSeconds(5))
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(50));
            await client.SendAsync("still here\n");
            await client.ExpectAsync("still here\n");
        }

        await _host.SilenceUntil(_host.ClosedAsync(client));
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(client)).Reason);
        Assert.True(_host.Time.GetUtcNow() < until + TimeSpan.FromSeconds(50), $"it was to end at {until:O}, and it is {_host.Time.GetUtcNow():O}");
    }

    [Fact]
    public async Task StopAll_Always_EndsAsServerStopping()
    {
        await _host.StartAsyncOfRelay();
        var client = await _host.ConnectAndReadAsync("relay", Greeting);

        await _host.SilenceUntil(_host.Listeners.StopAllAsync(TimeSpan.FromSeconds(3)));

        Assert.Equal(DisconnectReason.ServerStopping, (await _host.ClosedAsync(client)).Reason);
    }

    [Fact]
    public async Task Version_GrowsWithEveryChange()
    {
        var before = _host.Listeners.Version;
        await _host.StartAsyncOfRelay();
        var started = _host.Listeners.Version;
        await _host.ConnectAsync("relay");

        Assert.True(before < started);
        await Deadline.Until(() => _host.Listeners.Version > started, "a connection changes it");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

file static class Starting
{
    public static Task StartAsyncOfRelay(this WireHost host) => host.Listeners.StartAsync("relay");
}
