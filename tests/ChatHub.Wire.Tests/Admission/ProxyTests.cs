using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Admission;

public sealed class ProxyTests
{
    private static readonly byte[] s_local = [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x20, 0, 0, 0];

    private const string Header = "PROXY TCP4 192.0.2.7 198.51.100.2 56324 443\r\n";

    [Fact]
    public async Task Header_OfAProxy_GivesTheAddressThatIsShownAndWhatFollowsIsTheClients()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("relay");
        await Deadline.Until(() => host.Registry.Open() is [{ State: ConnectionState.Handshaking }], "it is seen while it opens");
        await client.SendAsync(Header + "hello\n");

        await client.ExpectAsync("hello\n");

        Assert.Equal(("192.0.2.7:56324", ConnectionState.Open), (host.Registry.Open()[0].Remote, host.Registry.Open()[0].State));
    }

    [Fact]
    public async Task Header_AByteAtATime_IsReadAndOneThatIsTooSlowIsNot()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("relay");
        foreach (var part in Header)
        {
            await client.SendAsync($"{part}");
            await host.SayAsync("time passes");
        }

        await Deadline.Until(() => host.Registry.Open() is [{ State: ConnectionState.Open }], "it is open");

        var slow = await host.ConnectWithoutWaitingAsync("relay");
        await slow.SendAsync(Header[..^3]);
        await Deadline.Until(() => host.Registry.Count == 2, "it is there");
        host.Time.Advance(TimeSpan.FromSeconds(9));
        host.Listeners.Sweep();
        Assert.Equal(2, host.Registry.Count);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Listeners.Sweep();
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(slow)).Reason);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.ProxyHeader));
    }

    [Theory]
    [InlineData("hello\n")]
    [InlineData("PROXY TCP4 192.0.2.7 56324\r\n")]
    public async Task Header_Wrong_EndsIt(string bytes)
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("relay");
        await client.SendAsync(bytes);
        await client.ResetByHubAsync();
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(client)).Reason);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.ProxyHeader));
    }

    [Fact]
    public async Task Address_OfTheHeader_IsWhatBansAndLimitsCount()
    {
        await using var host = await HostAsync(new LimitsOptions { ConnectionsPerAddress = 1 });
        var first = await host.ConnectWithoutWaitingAsync("relay");
        await first.SendAsync(Header + "hello\n");
        await first.ExpectAsync("hello\n");

        var second = await host.ConnectWithoutWaitingAsync("relay");
        await second.SendAsync(Header);
        Assert.Equal("[服务器]：1 connections from your address are open, which is the most\n", Encoding.UTF8.GetString(await second.ReadToEndAsync()));
        second.Dispose();
        await host.ClosedAsync("192.0.2.7:56324", 1);

        host.Listeners.Access.Ban(new Ban(AddressRangeTests.Parse("192.0.2.0/24"), null, "", "mia", host.Time.GetUtcNow()), "mia", false, out _);
        Assert.Equal("[服务器]：your address is banned\n", Encoding.UTF8.GetString(await first.ReadToEndAsync()));
        var third = await host.ConnectWithoutWaitingAsync("relay");
        await third.SendAsync(Header);
        Assert.Equal("[服务器]：your address is banned\n", Encoding.UTF8.GetString(await third.ReadToEndAsync()));
        first.Dispose();
        third.Dispose();
        await host.ClosedAsync("192.0.2.7:56324", 3);
        Assert.Equal(
            [DisconnectReason.Banned, DisconnectReason.Banned, DisconnectReason.NotAdmitted], host.Registry.Closed().Select(one => one.Reason).Order());
    }

    [Fact]
    public async Task Address_WithTooManyConnections_IsTurnedAwayAndNotBanned()
    {
        await using var host = await HostAsync(new LimitsOptions { ConnectionsPerAddress = 1, FloodBanAfter = 3 });
        var first = await host.ConnectWithoutWaitingAsync("relay");
        await first.SendAsync(Header + "hello\n");
        await first.ExpectAsync("hello\n");

        for (var i = 1; i <= 4; i++)
        {
            var more = await host.ConnectWithoutWaitingAsync("relay");
            await more.SendAsync(Header);
            await more.ReadToEndAsync();
            more.Dispose();
            await host.ClosedAsync("192.0.2.7:56324", i);
        }

        Assert.All(host.Registry.Closed(), one => Assert.Equal(DisconnectReason.NotAdmitted, one.Reason));
        await first.SendAsync("still here\n");
        await first.ExpectAsync("still here\n");
        Assert.Empty(host.Listeners.Access.Bans());
    }

    [Fact]
    public async Task Proxy_ThatOnlyLooksWhetherSomebodyAnswers_IsNoSession()
    {
        await using var host = await HostAsync();
        var check = await host.ConnectWithoutWaitingAsync("relay");
        await check.SendBytesAsync(s_local);
        check.EndSending();
        Assert.Equal(DisconnectReason.ClientClosed, (await host.ClosedAsync(check)).Reason);

        Assert.All(host.Hub.History.Newest(100), entry => Assert.Equal(SystemEvent.ListenerStarted, entry.Event)); // nobody came and nobody went
        Assert.Equal(0, host.Listeners.Access.Refused(RefusalCause.ProxyHeader));
        Assert.Empty(host.Log.Lines(1012));
    }

    [Fact]
    public async Task Proxy_ThatSpeaksForItself_IsASessionOfItsOwnAddress()
    {
        await using var host = await HostAsync();
        var proxy = await host.ConnectWithoutWaitingAsync("relay");
        await proxy.SendBytesAsync([.. s_local, .. "hello\n"u8]);
        await proxy.ExpectAsync("hello\n");
        Assert.Equal(proxy.Local, host.Registry.Open()[0].Remote);
    }

    [Fact]
    public async Task Address_ThatIsTold_IsAClientsThoughItIsWithinTheRangeOfTheProxies()
    {
        await using var host = await HostAsync(proxies: "127.0.0.1, 192.0.2.0/24", allowed: "198.51.100.0/24");
        var client = await host.ConnectWithoutWaitingAsync("relay");
        await client.SendAsync(Header);
        Assert.Equal("[服务器]：your address is not allowed here\n", Encoding.UTF8.GetString(await client.ReadToEndAsync()));
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.NotAllowed));
    }

    [Fact]
    public async Task Address_ThatIsToldWithinTheRangeOfTheProxies_HasTheLimitsOfOne()
    {
        await using var host = await HostAsync(new LimitsOptions { ConnectionsPerAddress = 1 }, proxies: "127.0.0.1, 192.0.2.0/24");
        var first = await host.ConnectWithoutWaitingAsync("relay");
        await first.SendAsync(Header + "hello\n");
        await first.ExpectAsync("hello\n");

        var second = await host.ConnectWithoutWaitingAsync("relay");
        await second.SendAsync(Header);
        Assert.StartsWith("[服务器]：1 connections from your address", Encoding.UTF8.GetString(await second.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("198.51.100.0/24", false)]
    public async Task Proxy_ThatDoesNotKnowWhoComes_LetsInWhomItsOwnAddressMay(string allowed, bool enters)
    {
        await using var host = await HostAsync(allowed: allowed);
        var unknown = await host.ConnectWithoutWaitingAsync("relay");
        await unknown.SendAsync("PROXY UNKNOWN 192.0.2.7 198.51.100.2 1 2\r\nhello\n");
        if (enters)
        {
            await unknown.ExpectAsync("hello\n");
            Assert.Equal(unknown.Local, host.Registry.Open()[0].Remote); // what stands after UNKNOWN is not looked at
        }
        else
        {
            Assert.Equal("[服务器]：your address is not allowed here\n", Encoding.UTF8.GetString(await unknown.ReadToEndAsync()));
        }
    }

    [Fact]
    public async Task Peer_ThatIsNoProxy_IsTurnedAwayWhateverItSays()
    {
        await using var host = await HostAsync();
        var liar = await host.ConnectWithoutWaitingAsync("relay", socket => socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0)));
        Assert.Equal("[服务器]：your address is not allowed here\n", Encoding.UTF8.GetString(await liar.ReadToEndAsync()));
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.NotAllowed));
    }

    [Fact]
    public async Task Opening_IsEndedByAnOperator()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("relay");
        await Deadline.Until(() => host.Registry.Count == 1, "it is there");
        Assert.True(host.Registry.Disconnect(host.Registry.Open()[0].Id, DisconnectReason.Kicked, "mia"));
        Assert.Equal(DisconnectReason.Kicked, (await host.ClosedAsync(client)).Reason);
    }

    private static Task<WireHost> HostAsync(LimitsOptions? limits = null, string proxies = "127.0.0.1", string allowed = "") => new WireHost(limits)
        .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.ProxyFrom, relay.AllowFrom) = ("", proxies, allowed)).StartAsync();
}
