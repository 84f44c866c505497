using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Chat.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Wire.Tests;

/// <summary>
/// A hub with listeners on free ports of loopback, and clients over real sockets. The clock stands still unless a test moves it, so that no
/// silence ends a message by chance.
/// </summary>
internal sealed class WireHost : IAsyncDisposable
{
    private readonly List<ListenerSettings> _settings = [];
    private readonly ConcurrentBag<TestClient> _clients = []; // tests connect many at once

    private readonly IConnectionListenerFactory _factory;

    public WireHost(
        LimitsOptions? limits = null, HubOptions? hub = null, TimeProvider? time = null, IConnectionListenerFactory? factory = null, IMessageLog? log = null)
    {
        _factory = factory ?? new SocketListenerFactory();
        Limits = limits ?? new LimitsOptions();
        Time = time as FakeTimeProvider ?? new FakeTimeProvider();
        Clock = time ?? Time;
        Hub = new MessageHub(hub ?? new HubOptions(), Clock, log);
        Registry = new ConnectionRegistry(Limits);
    }

    public FakeTimeProvider Time { get; }

    /// <summary>What the wire wrote to the server's log.</summary>
    public RecordingLog<ListenerManager> Log { get; } = new();

    public TimeProvider Clock { get; }

    public LimitsOptions Limits { get; }

    public MessageHub Hub { get; }

    public ConnectionRegistry Registry { get; }

    public ListenerManager Listeners => field ??= new ListenerManager(
        _settings, _factory, Hub, Registry, Limits, Clock, Log);

    /// <summary>Adds a listener.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="protocol">How its clients speak.</param>
    /// <param name="set">Sets its options.</param>
    /// <param name="change">Changes what they became, into what options cannot say.</param>
    public WireHost With(string name, ListenerProtocol protocol, Action<ListenerOptions>? set = null, Func<ListenerSettings, ListenerSettings>? change = null)
    {
        var options = new ListenerOptions { Endpoint = "127.0.0.1:0", Protocol = protocol };
        set?.Invoke(options);
        var problems = new List<string>();
        var settings = ListenerSettings.From(name, options, problems);
        Assert.Empty(problems);
        _settings.Add(change?.Invoke(settings!) ?? settings!);
        return this;
    }

    public async Task<WireHost> StartAsync()
    {
        await Listeners.StartEnabledAsync(Deadline.Token);
        Assert.All(Listeners.List(), listener => Assert.Equal(ListenerState.Listening, listener.State));
        return this;
    }

    public IPEndPoint EndpointOf(string listener) =>
        IPEndPoint.Parse(Listeners.List().Single(one => one.Name == listener).BoundEndpoint!);

    /// <summary>Connects, and waits until the client is in its room: what is published from then on reaches it.</summary>
    public async Task<TestClient> ConnectAsync(string listener, Action<Socket>? set = null)
    {
        var client = await ConnectWithoutWaitingAsync(listener, set);
        await Deadline.Until(() => Find(client) is { State: ConnectionState.Open }, $"a client of {listener} is open");
        return client;
    }

    /// <summary>Connects, and reads away the greeting.</summary>
    public async Task<TestClient> ConnectAndReadAsync(string listener, string greeting)
    {
        var client = await ConnectAsync(listener);
        await client.ExpectAsync(greeting);
        return client;
    }

    public async Task<TestClient> ConnectWithoutWaitingAsync(string listener, Action<Socket>? set = null)
    {
        var client = await TestClient.ConnectAsync(EndpointOf(listener), set);
        _clients.Add(client);
        return client;
    }

    /// <summary>The client as operators see it; null when it is not among the open ones.</summary>
    public ConnectionSnapshot? Find(TestClient client) => Registry.Open().FirstOrDefault(one => one.Remote == client.Local);

    /// <summary>Waits until the client is among the closed, and gives its last state.</summary>
    public async Task<ConnectionSnapshot> ClosedAsync(TestClient client)
    {
        await Deadline.Until(() => Find(client) is null && Registry.Closed().Any(one => one.Remote == client.Local), "the connection is closed");
        return Registry.Closed().First(one => one.Remote == client.Local);
    }

    /// <summary>Waits until so many connections from an address are among the closed.</summary>
    public Task ClosedAsync(string remote, int count) => Deadline.Until(() => Registry.Closed().Count(one => one.Remote == remote) >= count, "the connection is closed");

    /// <summary>Waits until the hub has read so many bytes of a client in total.</summary>
    public async Task ReadByHubAsync(TestClient client, long bytes)
    {
        await Deadline.Until(() => Find(client) is { } found && found.BytesIn >= bytes, $"{bytes} bytes are read");

        // Bytes are counted before they are looked at, both under one lock, which this takes too: what was counted is done with.
        Registry.Throttle(Find(client)!.Id, null, default);
    }

    /// <summary>Lets time pass, as if nobody sent anything, until something has happened.</summary>
    public async Task SilenceUntil(Task happened)
    {
        var end = Deadline.Token;
        while (!happened.IsCompleted)
        {
            Assert.False(end.IsCancellationRequested, $"not within {Deadline.Time.TotalSeconds} s, however long the silence");
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(happened, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None));
        }

        await happened;
    }

    /// <summary>What the operator says to all, and the answer to it.</summary>
    public Task<SendOutcome> SayAsync(string text) => Hub.Send(text, new SendTarget.Everyone(), "operator").Soon();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await SilenceUntil(Listeners.StopAllAsync(TimeSpan.FromSeconds(3)));
    }
}
