using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Connections;

/// <summary>Limits that change while clients are connected.</summary>
public sealed class LimitsInForceTests
{
    [Fact]
    public async Task Flood_SwitchedOff_WhoIsHeldBackIsReadAtOnce()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", FloodMessagesPerSecond = 0.1, FloodBurst = 1 });
        var (sender, receiver) = (await host.ConnectAsync("relay"), await host.ConnectAsync("relay"));
        await sender.SendAsync("one\ntwo\nthree\nfour\n");
        await receiver.ExpectAsync("one\n");

        host.Listeners.Use(new LimitsOptions { Exempt = "", FloodControl = false });

        await host.SilenceUntil(receiver.ExpectAsync("two\nthree\nfour\n")); // by the old limits each would take 10 s
        Assert.InRange(host.Time.GetUtcNow() - host.Find(sender)!.ConnectedAt, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Flood_SmallerBurst_HoldsForAConnectionThatIsOpen()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", FloodControl = false });
        var (sender, receiver) = (await host.ConnectAsync("relay"), await host.ConnectAsync("relay"));

        host.Listeners.Use(new LimitsOptions { Exempt = "", FloodMessagesPerSecond = 0.1, FloodBurst = 1, FloodPerAddress = 100 });
        await sender.SendAsync("one\ntwo\nthree\nfour\n");

        await receiver.ExpectAsync("one\ntwo\n"); // the one that brings it below nothing is read with the first
        await Deadline.Until(() => host.Find(sender)!.MessagesIn == 2, "two are read");
        host.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, host.Find(sender)!.MessagesIn);
    }

    [Fact]
    public async Task Throttle_OfAnOperator_StaysWhenLimitsChange()
    {
        await using var host = await HostAsync(new LimitsOptions());
        var client = await host.ConnectAsync("relay");
        host.Registry.Throttle(host.Find(client)!.Id, 2, host.Time.GetUtcNow() + TimeSpan.FromHours(1));

        host.Listeners.Use(new LimitsOptions { Exempt = "" });
        Assert.Equal(2, host.Find(client)!.ThrottledTo);
        host.Listeners.Use(new LimitsOptions());
        Assert.Equal(2, host.Find(client)!.ThrottledTo);
    }

    [Fact]
    public async Task Connections_FewerThanAreOpen_ClosesNobodyAndTurnsNewcomersAway()
    {
        await using var host = await HostAsync(new LimitsOptions());
        var (one, two) = (await host.ConnectAsync("relay"), await host.ConnectAsync("relay"));

        host.Listeners.Use(new LimitsOptions { Connections = 1 });
        var late = await host.ConnectWithoutWaitingAsync("relay");

        Assert.Contains("the server is full", await late.ReadLineAsync(), StringComparison.Ordinal);
        Assert.NotNull(host.Find(one));
        Assert.NotNull(host.Find(two));
    }

    [Fact]
    public async Task Exempt_OtherAddresses_HoldForTheNextNewcomer()
    {
        await using var host = await HostAsync(new LimitsOptions { ConnectionsPerAddress = 1 });
        await host.ConnectAsync("relay");
        await host.ConnectAsync("relay"); // exempt

        host.Listeners.Use(new LimitsOptions { ConnectionsPerAddress = 1, Exempt = "" });
        await host.ConnectAsync("relay");
        var late = await host.ConnectWithoutWaitingAsync("relay");

        Assert.Contains("1 connections from your address are open", await late.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.TooManyConnections));
    }

    [Fact]
    public async Task Exempt_ThatIsNone_ChangesNothing()
    {
        await using var host = await HostAsync(new LimitsOptions());
        Assert.Throws<FormatException>(() => host.Listeners.Use(new LimitsOptions { Exempt = "nonsense", Connections = 1 }));
        await host.ConnectAsync("relay");
        await host.ConnectAsync("relay");
    }

    private static Task<WireHost> HostAsync(LimitsOptions limits) =>
        new WireHost(limits).With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false)).StartAsync();
}
