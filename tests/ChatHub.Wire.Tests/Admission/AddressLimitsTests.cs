using System.Net;
using System.Text;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Admission;

public sealed class AddressLimitsTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Connections_FromOneAddress_AreAsManyAsAllowedUntilOneLeaves()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", ConnectionsPerAddress = 2 });
        var first = await From(host, "127.0.0.2");
        await From(host, "127.0.0.2");

        Assert.Equal("* 2 connections from your address are open, which is the most\r\n", await ToldAsync(host, "127.0.0.2"));
        await From(host, "127.0.0.3"); // another address
        first.Dispose();
        await host.ClosedAsync(first);
        await From(host, "127.0.0.2");

        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.TooManyConnections));
    }

    [Fact]
    public async Task Connects_FromOneAddress_AreAsManyAsAllowedWithinTheTime()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", ConnectsPerAddress = 3, ConnectsWithin = s_within });
        for (var i = 0; i < 3; i++)
        {
            var visitor = await From(host, "127.0.0.2");
            visitor.Dispose();
            await host.ClosedAsync(visitor);
        }

        Assert.Equal("* your address connects too often; try again later\r\n", await ToldAsync(host, "127.0.0.2"));
        await From(host, "127.0.0.3");
        host.Time.Advance(s_within * 2);
        await From(host, "127.0.0.2");
    }

    [Fact]
    public async Task Limits_ExemptAddress_DoNotCount()
    {
        await using var host = await HostAsync(new LimitsOptions { ConnectionsPerAddress = 1, ConnectsPerAddress = 1 });
        await From(host, "127.0.0.2");
        await From(host, "127.0.0.2");
        Assert.Equal(2, host.Registry.Count);
    }

    [Fact]
    public async Task Listener_WithLimitsOfItsOwn_UsesThem()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", ConnectionsPerAddress = 5 }, chat => chat.ConnectionsPerAddress = 1);
        await From(host, "127.0.0.2");
        Assert.StartsWith("* 1 connections", await ToldAsync(host, "127.0.0.2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_WithAnAllowList_TurnsOthersAway()
    {
        await using var host = await HostAsync(new LimitsOptions(), chat => chat.AllowFrom = "127.0.0.2, 10.0.0.0/8");
        await From(host, "127.0.0.2");
        Assert.Equal("* your address is not allowed here\r\n", await ToldAsync(host, "127.0.0.3"));
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.NotAllowed));
    }

    [Fact]
    public async Task FullServer_TurnsAwayWithoutTakingAPlaceOfTheAddress()
    {
        await using var host = await HostAsync(new LimitsOptions { Exempt = "", Connections = 1, ConnectionsPerAddress = 2 });
        var inside = await From(host, "127.0.0.2");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("* the server is full; try again later\r\n", await ToldAsync(host, "127.0.0.2"));
        }

        inside.Dispose();
        await host.ClosedAsync(inside);
        await From(host, "127.0.0.2");
    }

    [Fact]
    public void Book_Ipv6_CountsTheNetworkOfAHost()
    {
        var book = new AddressBook();
        Assert.Null(book.TryEnter(Client("2001:db8::1"), 1, 9, s_within, s_noon));
        Assert.Equal(RefusalCause.TooManyConnections, book.TryEnter(Client("2001:db8::ffff"), 1, 9, s_within, s_noon)?.Cause);
        Assert.Null(book.TryEnter(Client("2001:db8:0:1::1"), 1, 9, s_within, s_noon));
    }

    [Fact]
    public void Book_ManyAddresses_IsBoundedAndForgets()
    {
        var book = new AddressBook();
        for (var i = 0; i < AddressBook.Most + 100; i++)
        {
            Assert.Null(book.TryEnter(AddressRange.ClientOf((UInt128)i << 64), 1, 1, s_within, s_noon));
        }

        Assert.Equal(AddressBook.Most, book.Count);
        book.Leave(AddressRange.ClientOf(0), s_noon);
        book.Sweep(s_noon + s_within, s_within);
        Assert.Equal(AddressBook.Most - 1, book.Count); // the others have connections open
    }

    [Fact]
    public void Book_LongConnectionEnds_IsRememberedFromItsEndOn()
    {
        var book = new AddressBook();
        var client = Client("192.0.2.1");
        Assert.Null(book.TryEnter(client, 1, 1, s_within, s_noon));
        var limits = new FloodLimits(1, 1, 1, 1, TimeSpan.FromMinutes(1), 1);
        var spent = book.BucketsOf(client, limits);

        book.Leave(client, s_noon + (10 * s_within));
        book.Sweep(s_noon + (10.5 * s_within), s_within);
        Assert.Same(spent, book.BucketsOf(client, limits)); // what it may send does not begin anew with its next connection
        book.Sweep(s_noon + (11 * s_within), s_within);
        Assert.Equal(0, book.Count);
    }

    [Fact]
    public void Book_ThrownOutOften_SaysSoOnceAndBeginsAnew()
    {
        var book = new AddressBook();
        var client = Client("192.0.2.1");
        var outs = Enumerable.Range(0, 30).Select(i => book.ThrowOut(client, 15, s_noon.AddSeconds(i))).ToArray();
        Assert.Equal([14, 29], outs.Index().Where(one => one.Item).Select(one => one.Index));
        Assert.DoesNotContain(true, Enumerable.Range(0, 30).Select(i => book.ThrowOut(Client("192.0.2.2"), 15, s_noon.AddSeconds(10 * i)))); // six a minute
    }

    private static AddressRange Client(string address) => AddressRange.ClientOf(AddressRange.ValueOf(IPAddress.Parse(address)));

    private static Task<WireHost> HostAsync(LimitsOptions limits, Action<ListenerOptions>? set = null) =>
        new WireHost(limits).With("chat", ListenerProtocol.Chat, set).StartAsync();

    private static Task<TestClient> From(WireHost host, string address) => host.ConnectAsync("chat", socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0)));

    private static async Task<string> ToldAsync(WireHost host, string address)
    {
        var newcomer = await host.ConnectWithoutWaitingAsync("chat", socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0)));
        return Encoding.UTF8.GetString(await newcomer.ReadToEndAsync());
    }
}
