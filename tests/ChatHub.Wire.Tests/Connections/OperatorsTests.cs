using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>What operators do to a connection and look up about it.</summary>
public sealed class OperatorsTests
{
    [Theory]
    [InlineData(ListenerProtocol.Chat, "[server] an operator ended your connection: be kind\n")]
    [InlineData(ListenerProtocol.Relay, "[服务器]：an operator ended your connection: be kind\n")]
    [InlineData(ListenerProtocol.Raw, "")]
    public async Task Kicked_WithWords_ClientAndLogAndClosedListGetThem(ListenerProtocol protocol, string told)
    {
        await using var host = await new WireHost().With("any", protocol, any => any.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("any");

        Assert.True(host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked, "ann", "be kind"));

        Assert.Equal(told, Encoding.UTF8.GetString(await client.ReadToEndAsync()));
        client.Dispose();
        Assert.Equal("be kind", (await host.ClosedAsync(client)).ClosedWhy);
        Assert.Equal("be kind", host.Hub.History.Newest(10).Single(entry => entry.Event == SystemEvent.Disconnected).Text);
    }

    [Fact]
    public async Task Muted_Relay_IsToldOnceAndNobodyHearsItUntilTheTimeIsOver()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false)).StartAsync();
        var loud = await host.ConnectAsync("relay");
        var other = await host.ConnectAsync("relay");
        var id = host.Find(loud)!.Id;

        Assert.True(host.Registry.Mute(id, host.Time.GetUtcNow().AddMinutes(5)));
        Assert.NotNull(host.Find(loud)!.MutedUntil);
        await loud.SendAsync("one\ntwo\n");
        await loud.ExpectAsync("[服务器]：an operator muted you for another 5 min: what you say goes to nobody 你已被禁言，消息未转发\n");
        await loud.SendAsync("three\n");
        await host.ReadByHubAsync(loud, "one\ntwo\nthree\n".Length);
        var seen = host.Find(loud)!;
        Assert.Equal((3, 3, 3), (seen.MessagesIn, seen.Dropped, host.Registry.Dropped(DropCause.Muted)));
        Assert.Equal("muted for another 5 min", host.Hub.History.Newest(10).Single(entry => entry.Event == SystemEvent.Refused).Text);

        host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(host.Find(loud)!.MutedUntil);
        await loud.SendAsync("four\n");

        await other.ExpectAsync("four\n");
    }

    [Fact]
    public async Task Muted_Relay_KeepsTheNameThatEverybodySees()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false)).StartAsync();
        var loud = await host.ConnectAsync("relay");
        await loud.SendAsync("ann: hello\n");
        await host.ReadByHubAsync(loud, "ann: hello\n".Length);

        var id = host.Find(loud)!.Id;
        host.Registry.Mute(id, host.Time.GetUtcNow().AddMinutes(5));
        await loud.SendAsync("buy at example: now\n");
        await loud.ReadLineAsync();
        Assert.Equal("ann", host.Find(loud)!.Name);

        host.Registry.Mute(id, null);
        await loud.SendAsync("bob: hello\n");
        await Deadline.Until(() => host.Find(loud)!.Name == "bob", "it has its new name");
    }

    [Fact]
    public async Task Muted_Chat_MayAskButNeitherTalkNorWhisperNorTakeAName()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var loud = await host.ConnectAsync("chat");
        var other = await host.ConnectAsync("chat");
        await loud.ExpectAsync("* guest-2 joined\n");

        host.Registry.Mute(host.Find(loud)!.Id, host.Time.GetUtcNow().AddSeconds(30));
        await loud.SendAsync("/nick loudest\n/msg guest-2 psst\n/me shouts\nhello\n/who\n");

        await loud.ExpectAsync("[server] an operator muted you for another 30 s: what you say goes to nobody 你已被禁言，消息未转发\n* 2 in lobby: guest-1, guest-2\n");
        Assert.Equal(4, host.Find(loud)!.Dropped);
        Assert.True(host.Registry.Mute(host.Find(loud)!.Id, null));
        await loud.SendAsync("sorry\n");
        await other.ExpectAsync("guest-1: sorry\n");
    }

    [Fact]
    public async Task Mute_RawAgainAfterItEnded_CountsAndSendsNothing()
    {
        await using var host = await new WireHost().With("raw", ListenerProtocol.Raw).StartAsync();
        var loud = await host.ConnectAsync("raw");
        var other = await host.ConnectAsync("raw");
        host.Registry.Mute(host.Find(loud)!.Id, host.Time.GetUtcNow().AddSeconds(30));
        await loud.SendAsync("xx");
        await host.ReadByHubAsync(loud, 2);
        host.Registry.Mute(host.Find(loud)!.Id, null);
        await loud.SendAsync("yy");

        await other.ExpectAsync("yy");
        Assert.Equal(1, host.Find(loud)!.Dropped);
    }

    [Fact]
    public async Task Rename_ByOperator_TellsTheRoomAndTheRenamed()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var one = await host.ConnectAsync("chat");
        var other = await host.ConnectAsync("chat");
        await one.ExpectAsync("* guest-2 joined\n");

        Assert.True(host.Registry.Rename(host.Find(one)!.Id, "Tom", "ann", out var refusal));

        Assert.Null(refusal);
        await one.ExpectAsync("* an operator changed your name: you are now Tom\n");
        await other.ExpectAsync("* guest-1 is now Tom\n");
        Assert.Equal("Tom", host.Find(one)!.Name);
        Assert.Equal("ann", host.Hub.History.Newest(10).Single(entry => entry.Event == SystemEvent.Renamed).Operator);
        Assert.True(host.Registry.Rename(host.Find(other)!.Id, "tom", "ann", out refusal));
        Assert.Equal("the name tom is taken", refusal);
    }

    [Fact]
    public async Task Acts_OnAConnectionThatIsGone_AreFalse()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat).StartAsync();

        Assert.False(host.Registry.Mute(99, null));
        Assert.False(host.Registry.Rename(99, "Tom", "ann", out _));
        Assert.Null(host.Registry.LinkOf(99));
    }

    [Fact]
    public async Task Link_OfAnOpenConnection_HasARoundTripOnLinux()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat).StartAsync();
        var client = await host.ConnectAsync("chat");
        await client.ReadLineAsync();
        var link = host.Registry.LinkOf(host.Find(client)!.Id);

        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_INFO is read on Linux only");
        Assert.InRange(link!.RoundTrip, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(5));
        Assert.InRange(link.Retransmits, 0, 10);
    }

    [Fact]
    public async Task Snapshot_ClientThatDoesNotRead_SaysSinceWhenTheOldestBytesWait()
    {
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 1024 * 1024 })
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4096);
        Assert.Null(host.Find(client)!.UnsentSince);
        var since = host.Time.GetUtcNow();
        var text = new string('x', 60_000);
        while (host.Find(client)!.BacklogBytes == 0)
        {
            await host.SayAsync(text);
        }

        host.Time.Advance(TimeSpan.FromSeconds(3));
        await host.SayAsync(text);

        Assert.Equal(since, host.Find(client)!.UnsentSince);
        Assert.Equal(("lobby", "utf-8"), (host.Find(client)!.Rooms, host.Find(client)!.Encoding));
    }
}
