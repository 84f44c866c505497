using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Admission;

public sealed class BanTests : IAsyncLifetime
{
    private const int TurnedAway = 1012;

    private readonly WireHost _host = new WireHost(new LimitsOptions { Exempt = "" })
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").With("chat", ListenerProtocol.Chat).With("raw", ListenerProtocol.Raw);

    private AccessList Access => _host.Listeners.Access;

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Ban_OpenConnections_EndsThoseOfTheRangeAndTellsThem()
    {
        var banned = await From("relay", "127.0.0.2");
        var other = await From("relay", "127.0.1.2");

        Assert.Equal(1, Ban("127.0.0.0/24", TimeSpan.FromMinutes(5), "be kind"));

        Assert.Equal("[服务器]：your address is banned: be kind\n", Encoding.UTF8.GetString(await banned.ReadToEndAsync()));
        banned.Dispose();
        var closed = await _host.ClosedAsync(banned);
        Assert.Equal((DisconnectReason.Banned, "mia", "be kind"), (closed.Reason, closed.ClosedBy, closed.ClosedWhy));
        await other.SendAsync("still here\n");
        await other.ExpectAsync("still here\n");
        Assert.Equal(1, Assert.Single(Access.Bans()).Hits);
    }

    [Fact]
    public async Task Newcomer_Banned_IsToldAndCountedAndLoggedOncePerEpisode()
    {
        Ban("127.0.0.2", TimeSpan.FromMinutes(5), "be kind");

        for (var i = 0; i < 3; i++)
        {
            var told = Encoding.UTF8.GetString(await (await Newcomer("chat", "127.0.0.2")).ReadToEndAsync());
            Assert.Equal($"* your address is banned until {_host.Time.GetUtcNow() + TimeSpan.FromMinutes(5):yyyy-MM-dd HH:mm} UTC: be kind\r\n", told);
        }

        Assert.Empty(await (await Newcomer("raw", "127.0.0.2")).ReadToEndAsync()); // Raw has no text
        Assert.Equal(4, Access.Refused(RefusalCause.Banned));
        var row = Assert.Single(Access.Refusals());
        Assert.Equal(("127.0.0.2", RefusalCause.Banned, 4L), (row.Client.ToString(), row.Cause, row.Count));
        Assert.Equal(4, Assert.Single(Access.Bans()).Hits);
        Assert.Single(_host.Log.Lines(TurnedAway));
        Assert.Equal(0, _host.Registry.Count);

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await (await Newcomer("chat", "127.0.0.2")).ReadToEndAsync();
        Assert.Equal(2, _host.Log.Lines(TurnedAway).Length); // the next episode
    }

    [Fact]
    public async Task Ban_Over_LetsIn()
    {
        Ban("127.0.0.2", TimeSpan.FromMinutes(5));
        await (await Newcomer("relay", "127.0.0.2")).ReadToEndAsync();

        _host.Time.Advance(TimeSpan.FromMinutes(5));

        await From("relay", "127.0.0.2");
        Assert.Empty(Access.Bans());
    }

    [Fact]
    public async Task Unban_LetsIn()
    {
        Ban("127.0.0.2", null);
        Assert.NotNull(Access.Unban(AddressRangeTests.Parse("127.0.0.2")));

        await From("relay", "127.0.0.2");
        Assert.Null(Access.Unban(AddressRangeTests.Parse("127.0.0.2")));
    }

    [Fact]
    public void Ban_NarrowOneOver_TheWideOneStillHolds()
    {
        Ban("127.0.0.2", TimeSpan.FromMinutes(1));
        Ban("127.0.0.0/24", null);
        _host.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(Access.IsBanned(AddressRange.ValueOf(IPAddress.Parse("127.0.0.2"))));
    }

    [Fact]
    public void Ban_ThisMachineOrExempt_IsRefusedWithAWord()
    {
        var access = new AccessList(new LimitsOptions { Exempt = "10.0.0.0/8" }, _host.Registry, _host.Time);

        access.Ban(New("127.0.0.1", null), "mia", evenSpared: false, out var self);
        access.Ban(New("10.1.2.3", null), "mia", evenSpared: false, out var exempt);
        access.Ban(New("::/0", null), "mia", evenSpared: false, out var all);
        access.Ban(New("10.1.2.3", null), "mia", evenSpared: true, out var meant);

        Assert.Equal("127.0.0.1 has the addresses of this machine itself", self);
        Assert.Equal("10.1.2.3 has addresses that the limits exempt (10.0.0.0/8)", exempt);
        Assert.NotNull(all);
        Assert.Null(meant);
        Assert.True(access.IsBanned(AddressRange.ValueOf(IPAddress.Parse("10.1.2.3")))); // a ban counts for exempt addresses too
        Assert.Single(access.Bans());
    }

    [Fact]
    public void Ban_ByTheServer_LeavesALongerOneOfAnOperator()
    {
        var access = new AccessList(new LimitsOptions(), _host.Registry, _host.Time);
        var now = _host.Time.GetUtcNow();
        access.Ban(New("192.0.2.7", null), "mia", evenSpared: false, out _);

        access.Ban(new Ban(AddressRangeTests.Parse("192.0.2.7"), now.AddMinutes(5), "", Wire.Admission.Ban.Server, now), null, evenSpared: true, out var refusal);

        Assert.Equal("192.0.2.7 is banned already", refusal);
        Assert.Null(Assert.Single(access.Bans()).Ban.Until);
    }

    [Fact]
    public void Ban_StoreFails_ChangesNothing()
    {
        var access = new AccessList(new LimitsOptions(), _host.Registry, _host.Time, new FullDisk());

        Assert.Throws<IOException>(() => access.Ban(New("192.0.2.7", null), "mia", evenSpared: false, out _));

        Assert.Equal("192.0.2.1", Assert.Single(access.Bans()).Ban.Range.ToString());
        Assert.False(access.IsBanned(AddressRange.ValueOf(IPAddress.Parse("192.0.2.7"))));
    }

    [Fact]
    public void Refusals_OfManyAddresses_AreBoundedAndNotAllTold()
    {
        var told = Enumerable.Range(0, 5_000).Count(i => Access.Refuse((UInt128)i << 64, RefusalCause.Banned, "relay"));

        Assert.Equal(RefusalBook.MostTold, told);
        Assert.InRange(Access.Refusals().Count, 900, RefusalBook.Most);
        Assert.Equal(5_000, Access.Refused(RefusalCause.Banned));
    }

    private int Ban(string range, TimeSpan? length, string reason = "")
    {
        var ended = Access.Ban(New(range, length, reason), "mia", evenSpared: true, out var refusal);
        Assert.Null(refusal);
        return ended;
    }

    private Ban New(string range, TimeSpan? length, string reason = "") =>
        new(AddressRangeTests.Parse(range), length is null ? null : _host.Time.GetUtcNow() + length, reason, "mia", _host.Time.GetUtcNow());

    private Task<TestClient> From(string listener, string address) => _host.ConnectAsync(listener, socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0)));

    private Task<TestClient> Newcomer(string listener, string address) => _host.ConnectWithoutWaitingAsync(listener, socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0)));

    private sealed class FullDisk : IBanStore
    {
        public IReadOnlyList<Ban> Read() => [new(AddressRangeTests.Parse("192.0.2.1"), null, "", "mia", DateTimeOffset.UnixEpoch)];

        public void Write(IReadOnlyList<Ban> bans) => throw new IOException("no space left on the device");
    }
}
