using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Tests.Listeners;

/// <summary>What each tier of errors does to accepting.</summary>
public sealed class AcceptLoopTests
{
    private const int BacksOff = 1003;
    private const int Recovered = 1004;
    private const int Faulted = 1002;

    private static readonly SocketException s_noDescriptors = new((int)SocketError.TooManyOpenSockets);
    private static readonly SocketException s_gone = new((int)SocketError.ConnectionReset);

    [Fact]
    public async Task Pressure_ThatLasts_IsTriedAgainAfterDoublingWaitsUpToASecondAndToldOnce()
    {
        // Two calls in each round: the second is the one for which the descriptor that is kept aside was given up.
        const int Rounds = 7;
        var time = new TimersInOrder();
        var listeners = new ScriptedListeners(Enumerable.Repeat(s_noDescriptors, 2 * Rounds).ToArray());
        await using var host = await new WireHost(time: time, factory: listeners)
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var early = await host.ConnectWithoutWaitingAsync("relay");

        var waits = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            var wait = await time.NextAsync();
            waits.Add(wait.TotalMilliseconds);
            time.Advance(wait - TimeSpan.FromTicks(1));
            Assert.Equal((2 * round, 0), (listeners.Calls, host.Registry.Count));
            time.Advance(TimeSpan.FromTicks(1));
        }

        await Deadline.Until(() => host.Find(early) is not null, "who waited all the time is taken in");
        Assert.Equal([50, 100, 200, 400, 800, 1000, 1000], waits);
        Assert.Equal(["Listener relay cannot accept now and tries again in 00:00:00.0500000: " + s_noDescriptors.Message], host.Log.Lines(BacksOff));
        Assert.Equal(["Listener relay accepts again"], host.Log.Lines(Recovered));
        Assert.Equal(ListenerState.Listening, host.Listeners.List()[0].State);
    }

    [Fact]
    public async Task Pressure_OnceMoreAfterANewcomerFoundAPlace_IsAnotherEpisode()
    {
        var time = new TimersInOrder();
        await using var host = await new WireHost(time: time, factory: new ScriptedListeners(s_noDescriptors, s_noDescriptors, s_noDescriptors, s_noDescriptors, null, s_noDescriptors, s_noDescriptors))
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        await NextWaitAsync(50);
        await NextWaitAsync(100);
        await host.ConnectAsync("relay");

        await NextWaitAsync(50); // from the beginning
        await host.ConnectAsync("relay");

        Assert.Equal((2, 2), (host.Log.Lines(BacksOff).Length, host.Log.Lines(Recovered).Length));

        async Task NextWaitAsync(int milliseconds)
        {
            var wait = await time.NextAsync();
            Assert.Equal(milliseconds, wait.TotalMilliseconds);
            time.Advance(wait);
        }
    }

    [Fact]
    public async Task Pressure_ThatIsOverWhenTheNewcomerComes_TakesItIn()
    {
        await using var host = await new WireHost(factory: new ScriptedListeners(s_noDescriptors))
            .With("relay", ListenerProtocol.Relay).StartAsync();

        await host.ConnectAndReadAsync("relay", "服务器连接成功！");

        Assert.Empty(host.Log.Lines(BacksOff));
        Assert.Equal(0, host.Registry.Refused);
    }

    [Fact]
    public async Task Transient_ManyTimes_GoesOnAtOnceAndSaysNothing()
    {
        await using var host = await new WireHost(factory: new ScriptedListeners(Enumerable.Repeat(s_gone, 100).ToArray()))
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();

        await host.ConnectAsync("relay"); // no time passes

        Assert.Empty(host.Log.Lines(BacksOff));
        Assert.Empty(host.Log.Lines(Recovered));
    }

    [Fact]
    public async Task Fatal_Once_FaultsTheListenerWithTheReasonAndItsClientsChatOnAndItStartsAgain()
    {
        var fatal = new SocketException((int)SocketError.NotSocket);
        await using var host = await new WireHost(factory: new ScriptedListeners(null, null, fatal))
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var endpoint = host.EndpointOf("relay");
        var one = await host.ConnectAsync("relay");
        var two = await host.ConnectAsync("relay");

        await Deadline.Until(() => host.Listeners.List()[0].State == ListenerState.Faulted, "the listener is faulted");

        Assert.Equal((fatal.Message, null), (host.Listeners.List()[0].Fault, host.Listeners.List()[0].BoundEndpoint));
        Assert.Single(host.Log.Lines(Faulted));
        Assert.Single(host.Hub.History.Newest(20), entry => entry is { Event: SystemEvent.ListenerFaulted, Sender: "relay" });
        await Assert.ThrowsAsync<SocketException>(() => TestClient.ConnectAsync(endpoint));
        await one.SendAsync("still here\n");
        await two.ExpectAsync("still here\n");
        Assert.Equal(ListenerState.Listening, (await host.Listeners.StartAsync("relay")).State);
        var three = await host.ConnectAsync("relay");
        await two.SendAsync("three of us\n");
        await three.ExpectAsync("three of us\n");
    }

    [Fact]
    public async Task Unknown_Exception_FaultsTheListenerToo()
    {
        await using var host = new WireHost(factory: new ScriptedListeners(new ConnectionAbortedException("a defect")))
            .With("relay", ListenerProtocol.Relay);
        await host.Listeners.StartAsync("relay");

        await Deadline.Until(() => host.Listeners.List()[0] is { State: ListenerState.Faulted, Fault: "a defect" }, "the listener is faulted");
    }
}
