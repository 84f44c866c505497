using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tests.Tls;

namespace ChatHub.Wire.Tests.Admission;

public sealed class FloodControlTests
{
    private const string Notice = "you send too much and are slowed down: 10 messages and 16 KB a second are allowed 发送过快，已限速";

    [Fact]
    public async Task Messages_UpToTheBurst_AreTakenAtOnceAndTheOthersInTheirTime()
    {
        await using var host = await HostAsync("chat", ListenerProtocol.Chat);
        var (flooder, listener) = await PairAsync(host, "chat");

        await flooder.SendAsync(Lines(0, 60));
        await listener.ExpectAsync(Said(0, 20));
        await NoneOver(host, flooder, 21); // the one that brings it below nothing is read with the others

        await host.SilenceUntil(listener.ExpectAsync(Said(20, 60)));
        Assert.Equal(60, host.Find(flooder)!.MessagesIn);
    }

    [Fact]
    public async Task Flooder_WhoGoesOn_IsSlowedThenToldOnceThenDisconnected()
    {
        await using var host = await HostAsync("chat", ListenerProtocol.Chat, chat => chat.FloodPatience = TimeSpan.FromSeconds(5));
        var (flooder, _) = await PairAsync(host, "chat");
        _ = SendWithoutEndAsync(flooder);

        var gone = host.ClosedAsync(flooder);
        while (!gone.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
            host.Listeners.Sweep();
            await Task.WhenAny(gone, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Deadline.Token));
        }

        await gone;

        var told = Encoding.UTF8.GetString(await RestAsync(flooder));
        Assert.Equal(2, told.Split(Notice).Length); // once
        Assert.Contains("your connection is closed because you sent too much", told, StringComparison.Ordinal);
        var closed = await host.ClosedAsync(flooder);
        Assert.Equal(DisconnectReason.Flooding, closed.Reason);
        Assert.InRange(closed.MessagesIn, 20 + 10, 20 + 70); // ten a second for the 5 s of patience
        Assert.Equal(0, closed.Dropped); // held back, not dropped
    }

    [Fact]
    public async Task Relay_PasteOf300KBInOnePiece_PassesWholeAndDelayed()
    {
        await using var host = await HostAsync("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");
        var (paster, listener) = await PairAsync(host, "relay");
        var paste = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i:000000000} "));
        var sending = paster.SendAsync(paste);

        var began = host.Time.GetUtcNow();
        await host.SilenceUntil(listener.ExpectAsync(paste));

        await sending;
        AssertHeldBack(host, began, paste.Length);
        Assert.Equal(1, host.Find(paster)!.MessagesIn); // not cut where it was held back
    }

    [Fact]
    public async Task Relay_PasteOfLinesWithoutAnEndAtItsEnd_KeepsItsBreaksForThoseWhoUseNone()
    {
        await using var host = await HostAsync("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");
        var (paster, listener) = await PairAsync(host, "relay");
        await listener.SendAsync("老王：hi"); // no line end: it is known as one who uses none
        await host.SilenceUntil(listener.ExpectAsync("老王：hi"));
        var paste = "小明：" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i:00}")); // in one read; the flood limits take it in pieces
        await paster.SendAsync(paste);

        await host.SilenceUntil(listener.ExpectAsync(paste));
    }

    [Fact]
    public async Task Relay_PasteOf300KBInLines_PassesDelayed()
    {
        await using var host = await HostAsync("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.FloodMessagesPerSecond) = ("", 500));
        var (paster, listener) = await PairAsync(host, "relay");
        var paste = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i:0000} {new string('x', 94)}\n"));
        var sending = paster.SendAsync(paste);

        var began = host.Time.GetUtcNow();
        await host.SilenceUntil(listener.ExpectAsync(paste));

        await sending;
        AssertHeldBack(host, began, paste.Length);
        Assert.Equal(3_000, host.Find(paster)!.MessagesIn);
    }

    [Fact]
    public async Task Raw_Flood_KeepsEveryByteInOrder()
    {
        await using var host = await HostAsync("raw", ListenerProtocol.Raw);
        var (device, listener) = await PairAsync(host, "raw");
        var bytes = new byte[200_000];
        new Random(5).NextBytes(bytes);
        var sending = device.SendBytesAsync(bytes);

        await host.SilenceUntil(listener.ExpectAsync(bytes));
        await sending;
    }

    [Fact]
    public async Task Raw_MessageOf10KB_IsNotCutBecauseItIsLookedAt()
    {
        await using var host = await HostAsync("raw", ListenerProtocol.Raw);
        var (device, listener) = await PairAsync(host, "raw");
        var bytes = new byte[10_000];
        await device.SendBytesAsync(bytes);
        await listener.ExpectAsync(bytes);
        Assert.Equal(1, host.Find(device)!.MessagesIn);
    }

    [Fact]
    public async Task Exempt_Addresses_AreNotSlowedDown()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat).StartAsync();
        var (client, listener) = await PairAsync(host, "chat");
        await client.SendAsync(Lines(0, 500));
        await listener.ExpectAsync(Said(0, 500)); // the clock stands still
    }

    [Fact]
    public async Task Address_ThrownOutAgainAndAgain_IsBannedForAWhile()
    {
        await using var host = await new WireHost(new LimitsOptions { Exempt = "", FloodBanAfter = 3, ConnectionsPerAddress = 100, ConnectsPerAddress = 100 })
            .With("chat", ListenerProtocol.Chat, chat => chat.MaxMessageBytes = 16).StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var fool = await host.ConnectAsync("chat", At("127.0.0.9"));
            await fool.SendAsync(new string('x', 20) + "\n" + new string('x', 20) + "\n");
            await fool.ReadToEndAsync();
            fool.Dispose();
            Assert.Equal(DisconnectReason.MessageTooLong, (await host.ClosedAsync(fool)).Reason);
        }

        await Deadline.Until(() => host.Listeners.Access.Bans().Count == 1, "it is banned");
        var ban = host.Listeners.Access.Bans()[0].Ban;
        Assert.Equal(("127.0.0.9", Ban.Server, host.Time.GetUtcNow() + TimeSpan.FromMinutes(5)), (ban.Range.ToString(), ban.By, ban.Until!.Value));
        Assert.Equal("sent too much again and again", ban.Reason);
        await host.ConnectAsync("chat", At("127.0.0.8"));
    }

    [Fact]
    public async Task Throttle_OfOneConnection_HoldsItBackAndEnds()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat).StartAsync();
        var (client, listener) = await PairAsync(host, "chat");
        var id = host.Find(client)!.Id;
        var until = host.Time.GetUtcNow() + TimeSpan.FromMinutes(1);

        Assert.True(host.Registry.Throttle(id, 1, until));
        Assert.Equal((1, until), (host.Find(client)!.ThrottledTo, host.Find(client)!.ThrottledUntil));
        await client.SendAsync(Lines(0, 10));
        await listener.ExpectAsync(Said(0, 2));
        await NoneOver(host, client, 2);
        await host.SilenceUntil(listener.ExpectAsync(Said(2, 10)));

        Assert.True(host.Registry.Throttle(id, null, default));
        Assert.Null(host.Find(client)!.ThrottledTo);
        await client.SendAsync(Lines(0, 100));
        await host.SilenceUntil(listener.ExpectAsync(Said(0, 100)));
        Assert.False(host.Registry.Throttle(999, 1, until));
    }

    [Fact]
    public void Buckets_WhenTheClockIsSetBack_FillOnFromThere()
    {
        var buckets = new FloodBuckets(10, 20, 1_000, 4_000);
        buckets.Take(30, 0, TimeSpan.FromHours(2).Ticks);

        var back = TimeSpan.FromHours(1);
        Assert.Equal(1, buckets.MessagesNow(back.Ticks));
        Assert.Equal(10, buckets.MessagesNow((back + TimeSpan.FromSeconds(2)).Ticks)); // ten were missing
    }

    [Fact]
    public void Buckets_OfAnAddress_AreSharedByItsConnections()
    {
        var limits = new FloodLimits(10, 20, 1e6, 1e6, TimeSpan.FromSeconds(30), PerAddress: 2);
        var address = FloodBuckets.Of(limits, limits.PerAddress);
        var guards = Enumerable.Range(0, 4).Select(_ => new FloodGuard(limits, address)).ToArray();
        var waits = guards.Select(guard => guard.Take(20, 0, 1).Wait).ToArray();
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], waits);
    }

    [Fact]
    public void Buckets_BytesOverTheBurst_AreWaitedFor()
    {
        var buckets = new FloodBuckets(10, 20, 16_384, 65_536);
        Assert.Equal(TimeSpan.Zero, buckets.Take(1, 65_536, 1));
        Assert.Equal(TimeSpan.FromSeconds(2), buckets.Take(1, 32_768, 1));
        Assert.Equal(TimeSpan.FromSeconds(1), buckets.Take(0, 0, TimeSpan.TicksPerSecond + 1));
    }

    [Fact]
    public async Task Address_WithTwoConnections_IsHeldToWhatBothMaySendTogether()
    {
        await using var host = await new WireHost(new LimitsOptions { Exempt = "127.0.0.1", FloodPerAddress = 1 })
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var listener = await host.ConnectAsync("relay");
        var (one, two) = (await host.ConnectAsync("relay", At("127.0.0.2")), await host.ConnectAsync("relay", At("127.0.0.2")));

        await one.SendAsync(Lines(0, 20));
        await listener.ExpectAsync(Lines(0, 20)); // all that the address may say at once
        await two.SendAsync(Lines(20, 40));
        await listener.ExpectAsync(Lines(20, 21)); // the one that brings it below nothing
        await NoneOver(host, two, 1);

        await host.SilenceUntil(listener.ExpectAsync(Lines(21, 40)));
    }

    [Fact]
    public async Task Listener_WithItsOwnLimits_IsNotHeldToThoseOfAnother()
    {
        await using var host = await new WireHost(new LimitsOptions { Exempt = "127.0.0.1", FloodPerAddress = 1 })
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
            .With("devices", ListenerProtocol.Relay, relay => (relay.Greeting, relay.FloodBurst, relay.Room) = ("", 200, "devices"))
            .StartAsync();
        await host.ConnectAsync("relay", At("127.0.0.2")); // comes first, with limits of its own
        var listener = await host.ConnectAsync("devices");
        var device = await host.ConnectAsync("devices", At("127.0.0.2"));

        await device.SendAsync(Lines(0, 200));

        await listener.ExpectAsync(Lines(0, 200)); // the clock stands still
    }

    [Fact]
    public async Task Listener_Changed_HoldsForTheNextConnection()
    {
        await using var host = await new WireHost(new LimitsOptions { Exempt = "127.0.0.1", FloodPerAddress = 1 })
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var listener = await host.ConnectAsync("relay");
        await host.ConnectAsync("relay", At("127.0.0.2"));

        await host.Listeners.ChangeAsync(host.Listeners.Find("relay")! with { FloodBurst = 200 }, "ann");
        var device = await host.ConnectAsync("relay", At("127.0.0.2"));
        await device.SendAsync(Lines(0, 200));

        await listener.ExpectAsync(Lines(0, 200));
    }

    [Theory]
    [InlineData(true, "did not know the password again and again")]
    [InlineData(false, "failed the handshake again and again")]
    public async Task Address_ThatNeverGetsIn_IsBannedForWhatItDid(bool guesses, string why)
    {
        using var certificates = new TestCertificates();
        certificates.WriteServer();
        await using var host = await new WireHost(new LimitsOptions { Exempt = "", FloodBanAfter = 2 }).With("door", ListenerProtocol.Chat, door =>
        {
            door.Password = guesses ? "sesame" : "";
            door.Tls.CertificateFile = guesses ? "" : certificates.CertificateFile;
        }).StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var stranger = await host.ConnectWithoutWaitingAsync("door", At("127.0.0.9"));
            await stranger.SendAsync("one\ntwo\nthree\n"); // three guesses, and no hello of TLS
            if (guesses)
            {
                stranger.EndSending(); // it is told first; who speaks no TLS is reset
            }

            await host.ClosedAsync(stranger);
        }

        await Deadline.Until(() => host.Listeners.Access.Bans().Count == 1, "it is banned");
        Assert.Equal(why, host.Listeners.Access.Bans()[0].Ban.Reason);
    }

    [Fact]
    public void Guard_SlowedWithPauses_IsNeitherToldNorEnded()
    {
        var guard = new FloodGuard(new FloodLimits(10, 20, 1e6, 1e6, TimeSpan.FromSeconds(30), 4), null);
        for (var now = TimeSpan.TicksPerDay; now < TimeSpan.TicksPerDay + TimeSpan.TicksPerHour; now += 5 * TimeSpan.TicksPerSecond)
        {
            Assert.Equal(FloodStep.None, guard.Take(32, 0, now).Step); // a burst, then a pause
        }
    }

    /// <summary>It took the time that its bytes need: 64 KB come at once, 16 KB in a second, and the last read, of at most 4 KB, is not waited for.</summary>
    private static void AssertHeldBack(WireHost host, DateTimeOffset since, int bytes) =>
        Assert.InRange(host.Time.GetUtcNow() - since, TimeSpan.FromSeconds((bytes - 65_536 - 4_096) / 16_384.0), TimeSpan.MaxValue);

    private static Task<WireHost> HostAsync(string name, ListenerProtocol protocol, Action<ListenerOptions>? set = null) =>
        new WireHost(new LimitsOptions { Exempt = "127.0.0.1" }).With(name, protocol, set).StartAsync();

    /// <summary>One whom the limits count for, and one who listens.</summary>
    private static async Task<(TestClient Sender, TestClient Listener)> PairAsync(WireHost host, string listener)
    {
        var other = await host.ConnectAsync(listener);
        var sender = await host.ConnectAsync(listener, At("127.0.0.2"));
        if (listener == "chat")
        {
            await other.ExpectAsync("* Welcome to ChatHub. You are guest-1. /help lists the commands.\n* Room lobby: nobody else is here yet.\n* guest-2 joined\n");
        }

        return (sender, other);
    }

    private static Action<Socket> At(string address) => socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));

    private static string Lines(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(i => $"line {i}\n"));

    private static string Said(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(i => $"guest-2: line {i}\n"));

    /// <summary>The clock stands still: whatever more comes in comes now.</summary>
    private static async Task NoneOver(WireHost host, TestClient client, int messages)
    {
        for (var i = 0; i < 20; i++)
        {
            await host.Hub.Send("time passes", new SendTarget.ToRoom("elsewhere"), "operator").Soon();
        }

        Assert.InRange(host.Find(client)!.MessagesIn, 0, messages);
    }

    private static async Task SendWithoutEndAsync(TestClient flooder)
    {
        try
        {
            while (true)
            {
                await flooder.SendAsync(Lines(0, 500));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // the hub had enough
        }
    }

    private static async Task<byte[]> RestAsync(TestClient client)
    {
        using var all = new MemoryStream();
        await client.CopyUntilResetAsync(all);
        return all.ToArray();
    }
}
