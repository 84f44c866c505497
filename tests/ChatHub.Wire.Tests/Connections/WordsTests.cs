using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>The first word that a client gets, and the last.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("/who\n", "* 2 in lobby: guest-2, test\n")]
    [InlineData("/nonsense\n", "* unknown command /nonsense; /help lists the commands; //text says /text\n")]
    public async Task Chat_CommandBeforeTheWelcome_IsAnsweredAfterIt(string command, string answer)
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat)
            .With("lab", ListenerProtocol.Relay, lab => (lab.Greeting, lab.Room) = ("", "lab")).StartAsync();
        var bystander = await host.ConnectAsync("lab");
        using var held = await HeldRoom.HoldAsync(host.Hub, "test");
        var fast = await host.ConnectWithoutWaitingAsync("chat");
        await fast.SendAsync(command);
        for (var i = 0; i < 50; i++) // time in which it would be answered
        {
            await bystander.SendAsync("another room goes on\n");
            await bystander.ExpectAsync("another room goes on\n");
        }

        held.LetGo();

        await fast.ExpectAsync("* Welcome to ChatHub. You are guest-2. /help lists the commands.\n* Room lobby: one other is here.\n" + answer);
    }

    [Fact]
    public async Task Relay_MessageTooLongBeforeTheGreeting_IsRefusedAfterIt()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.MaxMessageBytes = 16).StartAsync();
        using var held = await HeldRoom.HoldAsync(host.Hub);
        var fast = await host.ConnectWithoutWaitingAsync("relay");
        await fast.SendAsync("12345678901234567\n");
        await Deadline.Until(() => host.Find(fast) is not null, "it is connected");

        held.LetGo();

        await fast.ExpectAsync("服务器连接成功！[服务器]：message too long: 16 bytes are allowed");
    }

    [Fact]
    public async Task Newcomer_WhoLeavesBeforeTheWelcome_IsGoneOnceTheRoomGoesOn()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat).StartAsync();
        using var held = await HeldRoom.HoldAsync(host.Hub);
        var fast = await host.ConnectWithoutWaitingAsync("chat");
        await Deadline.Until(() => host.Find(fast) is not null, "it is connected");
        fast.Dispose();

        held.LetGo();

        Assert.Equal(DisconnectReason.ClientClosed, (await host.ClosedAsync(fast)).Reason);
    }

    [Theory]
    [InlineData(ListenerProtocol.Chat, "", "[server] an operator ended your connection\n")]
    [InlineData(ListenerProtocol.Chat, "hi\r\n", "[server] an operator ended your connection\r\n")]
    [InlineData(ListenerProtocol.Relay, "", "[服务器]：an operator ended your connection\n")]
    [InlineData(ListenerProtocol.Relay, "hi\r\n", "[服务器]：an operator ended your connection\r\n")]
    [InlineData(ListenerProtocol.Raw, "", "")]
    public async Task Kicked_Always_IsToldInTheOperatorsFormWithTheClientsEnding(ListenerProtocol protocol, string said, string told)
    {
        await using var host = await new WireHost().With("any", protocol, any => (any.Greeting, any.Echo) = ("", false)).StartAsync();
        var client = await host.ConnectAsync("any");
        await client.SendAsync(said);
        await host.ReadByHubAsync(client, said.Length);

        host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked, "ann");

        Assert.Equal(told, Encoding.UTF8.GetString(await client.ReadToEndAsync()));
    }

    [Theory]
    [InlineData(DisconnectReason.ListenerStopped, "this port is closed now")]
    [InlineData(DisconnectReason.ServerStopping, "the server is stopping")]
    [InlineData(DisconnectReason.IdleTimeout, "your connection is closed because nothing came from you for too long")]
    [InlineData(DisconnectReason.MessageTooLong, "your connection is closed because a message was too long again")]
    [InlineData(DisconnectReason.Banned, "your address is banned")]
    [InlineData(DisconnectReason.Flooding, "your connection is closed because you sent too much")]
    public async Task Ended_ByTheServer_IsToldWhy(DisconnectReason reason, string words)
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("chat");

        host.Registry.Disconnect(host.Find(client)!.Id, reason);

        Assert.Equal($"[server] {words}\n", Encoding.UTF8.GetString(await client.ReadToEndAsync()));
    }

    [Fact]
    public async Task Ended_WithTheListenerSetToSayNothing_IsToldNothing()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => (chat.Greeting, chat.SayWhy) = ("", false)).StartAsync();
        var client = await host.ConnectAsync("chat");

        host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked);

        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Ended_WithMuchThatIsOwed_GetsThatFirst()
    {
        await using var host = await new WireHost()
            .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.LineEnding) = ("", OutputLineEnding.Lf)).StartAsync();
        var client = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        var much = new string('x', 8 * 1024 * 1024);
        await host.SayAsync(much); // over the limit of the outbox already: nothing more goes in

        host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked);

        Assert.True($"[服务器]：{much}\n" == Encoding.UTF8.GetString(await client.ReadToEndAsync()), "it gets all that it was owed, and is not cut off for the last word's sake");
        Assert.Equal(0, host.Registry.Dropped(DropCause.OutboxFull));
    }

    [Fact]
    public async Task Farewell_OfTheClient_IsNotAnswered()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("relay");

        await client.SendAsync("@断开连接@\n");

        await client.ExpectEndAsync();
    }
}
