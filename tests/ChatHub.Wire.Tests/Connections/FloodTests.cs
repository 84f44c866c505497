using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>Who sends faster than its room delivers is not read on, whatever it sends: memory is bounded.</summary>
public sealed class FloodTests
{
    private const int Sent = 4 * 1024 * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("/me ")]
    [InlineData("/msg guest-1 ")]
    public async Task Sender_OverTheHighWaterOfItsRoom_IsNotReadUntilTheRoomGoesOn(string command)
    {
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 256 * 1024 * 1024 }, new HubOptions { HighWaterBytes = 64 * 1024, LowWaterBytes = 0 })
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .With("lab", ListenerProtocol.Relay, lab => (lab.Greeting, lab.Room) = ("", "lab"))
            .StartAsync();
        await host.ConnectAsync("chat");
        var flooder = await host.ConnectAsync("chat");
        var bystander = await host.ConnectAsync("lab");
        await Deadline.Until(() => host.Hub.RoomOf("lobby").PendingBytes == 0, "both are welcomed");
        using var held = await HeldRoom.HoldAsync(host.Hub);

        var line = command + new string('x', 1000) + "\n";
        var flood = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, Sent / line.Length)));
        var sending = flooder.SendAsync(flood.AsMemory());
        await Deadline.Until(() => host.Hub.Totals.Waits > 0, "the sender is made to wait");
        for (var i = 0; i < 50; i++) // time in which it would be read on
        {
            await bystander.SendAsync("another room goes on\n");
            await bystander.ExpectAsync("another room goes on\n");
        }

        Assert.InRange(host.Find(flooder)!.BytesIn, 1, 512 * 1024);
        held.LetGo();
        await sending;
        await host.ReadByHubAsync(flooder, flood.Length);
    }

    [Fact]
    public async Task Sender_WhoIsNotReadForLong_IsNotSilent()
    {
        await using var host = await new WireHost(hub: new HubOptions { HighWaterBytes = 64 * 1024, LowWaterBytes = 0 })
            .With("chat", ListenerProtocol.Chat, chat => (chat.Greeting, chat.IdleTimeout) = ("", TimeSpan.FromSeconds(30)))
            .With("lab", ListenerProtocol.Relay, lab => (lab.Greeting, lab.Room) = ("", "lab"))
            .StartAsync();
        var flooder = await host.ConnectAsync("chat");
        var bystander = await host.ConnectAsync("lab");
        using var held = await HeldRoom.HoldAsync(host.Hub);
        await flooder.SendAsync(string.Concat(Enumerable.Repeat(new string('x', 1000) + "\n", 100)));
        await Deadline.Until(() => host.Hub.Totals.Waits > 0, "the sender is made to wait");
        for (var i = 0; i < 20; i++) // time in which it begins to
        {
            await bystander.SendAsync("another room goes on\n");
            await bystander.ExpectAsync("another room goes on\n");
        }

        host.Time.Advance(TimeSpan.FromSeconds(40));
        host.Listeners.Sweep();
        Assert.Equal(ConnectionState.Open, host.Find(flooder)!.State);
        held.LetGo();
        await Deadline.Until(() => host.Find(flooder)!.LastActivityAt == host.Time.GetUtcNow(), "it is heard again");
        host.Listeners.Sweep();
        Assert.Equal(ConnectionState.Open, host.Find(flooder)!.State);
    }

    [Fact]
    public async Task Newcomer_WhoDidNotPublishYet_IsNotReadEitherWhileItsRoomIsOverItsHighWater()
    {
        await using var host = await new WireHost(hub: new HubOptions { HighWaterBytes = 64 * 1024, LowWaterBytes = 0 })
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .With("lab", ListenerProtocol.Relay, lab => (lab.Greeting, lab.Room) = ("", "lab"))
            .StartAsync();
        var flooder = await host.ConnectAsync("chat");
        var silent = await host.ConnectAsync("chat");
        var bystander = await host.ConnectAsync("lab");
        using var held = await HeldRoom.HoldAsync(host.Hub);
        await flooder.SendAsync(string.Concat(Enumerable.Repeat(new string('x', 1000) + "\n", 100)));
        await Deadline.Until(() => host.Hub.Totals.Waits > 0, "the room is over its high water");

        await silent.SendAsync("first words\n");
        for (var i = 0; i < 50; i++) // time in which it would be read
        {
            await bystander.SendAsync("another room goes on\n");
            await bystander.ExpectAsync("another room goes on\n");
        }

        Assert.Equal(0, host.Find(silent)!.BytesIn);
        held.LetGo();
        await host.ReadByHubAsync(silent, 12);
    }
}
