using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>What bounds one connection, and that nobody else feels it.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task Client_ThatNeverReads_IsCutOffAsSlowConsumerAndNobodyWaits()
    {
        const int Messages = 3_000;
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 64 * 1024 })
            .With("slow", ListenerProtocol.Relay, relay => (relay.Greeting, relay.LineEnding) = ("", OutputLineEnding.Lf))
            .StartAsync();
        var slow = await host.ConnectAsync("slow", socket => socket.ReceiveBufferSize = 4 * 1024);
        var reader = await host.ConnectAsync("slow");
        var sender = await host.ConnectAsync("slow");
        var line = new string('x', 8 * 1024 - 1) + "\n";

        for (var i = 0; i < Messages; i++) // one at a time: who reads is never behind
        {
            await sender.SendAsync(line);
            await reader.ExpectAsync(line);
            await sender.ExpectAsync(line);
            if (host.Registry.Ended(DisconnectReason.SlowConsumer) > 0)
            {
                break;
            }
        }

        var closed = await host.ClosedAsync(slow);
        Assert.Equal(DisconnectReason.SlowConsumer, closed.Reason);
        Assert.True(closed.Dropped > 0);
        Assert.Equal(0, host.Registry.BacklogBytes);
        await slow.ResetByHubAsync();
        await sender.SendAsync("we chat on\n");
        await reader.ExpectAsync("we chat on\n");
    }

    [Fact]
    public async Task Client_ThatNeverReads_OnAListenerThatDropsTheOldest_StaysAndIsTold()
    {
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 64 * 1024 })
            .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.LineEnding, relay.SlowConsumer) = ("", OutputLineEnding.Lf, SlowConsumerPolicy.DropOldest))
            .StartAsync();
        var slow = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        var sender = await host.ConnectAsync("relay");
        var text = new string('x', 8 * 1024);
        var sent = 0;
        while (host.Find(slow)!.Dropped < 10)
        {
            await sender.SendAsync($"{sent} {text}\n");
            await sender.ExpectAsync($"{sent++} {text}\n");
        }

        var dropped = host.Find(slow)!.Dropped;
        var expected = 0;
        while (expected < sent)
        {
            var line = await slow.ReadLineAsync();
            if (line.Contains("messages were left out here", StringComparison.Ordinal))
            {
                expected += int.Parse(line["[服务器]：".Length..line.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
            }
            else
            {
                Assert.Equal($"{expected++} {text}\n", line);
            }
        }

        Assert.Equal(dropped, host.Registry.Dropped(DropCause.OutboxFull));
        Assert.Equal(0, host.Registry.Ended(DisconnectReason.SlowConsumer));
    }

    [Fact]
    public async Task Client_WhoseSocketTakesNothing_IsCutOffAfterTheWriteTimeout()
    {
        await using var host = await new WireHost(new LimitsOptions { WriteTimeout = TimeSpan.FromSeconds(10) })
            .With("relay", ListenerProtocol.Relay).StartAsync();
        var slow = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        await host.SayAsync(new string('x', 16 * 1024 * 1024)); // an empty outbox takes one batch whatever its size
        Assert.True(host.Find(slow)!.BacklogBytes > 0);
        await UntilNothingMovesAsync(host, "the socket takes no more");

        host.Time.Advance(TimeSpan.FromSeconds(9));
        host.Listeners.Sweep();
        Assert.Equal(ConnectionState.Open, host.Find(slow)?.State);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        host.Listeners.Sweep();

        Assert.Equal(DisconnectReason.SlowConsumer, (await host.ClosedAsync(slow)).Reason);
        Assert.Equal(0, host.Registry.BacklogBytes);
    }

    [Fact]
    public async Task Client_WhoIsGivenMoreThanItsOutboxHolds_IsNotCutOffByTheNextLine()
    {
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 4 * 1024 }).With("relay", ListenerProtocol.Relay).StartAsync();
        var reader = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        await host.SayAsync(new string('x', 16 * 1024 * 1024)); // an empty outbox takes one batch whatever its size
        Assert.True(host.Find(reader)!.BacklogBytes > 4 * 1024);
        await host.SayAsync("and a line");

        Assert.Equal(ConnectionState.Open, host.Find(reader)?.State);
        Assert.Equal(0, host.Find(reader)!.Dropped);
    }

    [Fact]
    public async Task HalfClosed_ThatDoesNotRead_OnAListenerThatDropsTheOldest_IsCutOffAfterTheWriteTimeout()
    {
        await using var host = await new WireHost(new LimitsOptions { WriteTimeout = TimeSpan.FromSeconds(10) })
            .With("relay", ListenerProtocol.Relay, relay => relay.SlowConsumer = SlowConsumerPolicy.DropOldest).StartAsync();
        var open = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        var halfClosed = await host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        await host.SayAsync(new string('x', 16 * 1024 * 1024));
        halfClosed.EndSending();
        await Deadline.Until(() => host.Find(halfClosed) is { State: ConnectionState.Closing, BacklogBytes: > 0 }, "it has ended, and much is owed to it");
        await UntilNothingMovesAsync(host, "the sockets take no more");

        host.Time.Advance(TimeSpan.FromSeconds(9));
        host.Listeners.Sweep();
        Assert.Equal(ConnectionState.Closing, host.Find(halfClosed)?.State);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        host.Listeners.Sweep();

        Assert.Equal(DisconnectReason.ClientClosed, (await host.ClosedAsync(halfClosed)).Reason);
        Assert.Equal(ConnectionState.Open, host.Find(open)?.State); // who may still speak stays: that is the policy
    }

    [Fact]
    public async Task Client_ThatIsSilent_IsClosedAfterTheIdleTimeout()
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat, chat => (chat.Greeting, chat.IdleTimeout) = ("", TimeSpan.FromMinutes(5))).StartAsync();
        var silent = await host.ConnectAsync("chat");
        var talker = await host.ConnectAsync("chat");
        await silent.ExpectAsync("* guest-2 joined\n");
        host.Time.Advance(TimeSpan.FromMinutes(4));
        await talker.SendAsync("hi\n");
        await silent.ExpectAsync("guest-2: hi\n");
        host.Listeners.Sweep();
        Assert.Equal(2, host.Registry.Count);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Listeners.Sweep();

        await silent.ExpectAsync("[server] your connection is closed because nothing came from you for too long\n");
        await silent.ExpectEndAsync();
        silent.Dispose();
        Assert.Equal(DisconnectReason.IdleTimeout, (await host.ClosedAsync(silent)).Reason);
        await talker.ExpectAsync("* guest-1 left\n");
        Assert.Equal(1, host.Registry.Count);
    }

    [Fact]
    public async Task Client_ThatDoesNotCloseAfterItsSession_IsClosedAfterTheCloseTimeout()
    {
        await using var host = await new WireHost(new LimitsOptions { CloseTimeout = TimeSpan.FromSeconds(2) })
            .With("relay", ListenerProtocol.Relay).StartAsync();
        var client = await host.ConnectAndReadAsync("relay", "服务器连接成功！");
        Assert.True(host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked, "ann"));
        await client.ExpectAsync("[服务器]：an operator ended your connection\n");
        await client.ExpectEndAsync();
        Assert.Equal(ConnectionState.Closing, host.Find(client)!.State);

        host.Time.Advance(TimeSpan.FromSeconds(2));
        host.Listeners.Sweep();

        var closed = await host.ClosedAsync(client);
        Assert.Equal((DisconnectReason.Kicked, "ann"), (closed.Reason, closed.ClosedBy));
    }

    [Fact]
    public async Task Newcomer_OverTheLimit_IsToldAndClosedAndCountedAndAnotherFindsAPlaceLater()
    {
        await using var host = await new WireHost(new LimitsOptions { Connections = 2 })
            .With("relay", ListenerProtocol.Relay).With("chat", ListenerProtocol.Chat).With("raw", ListenerProtocol.Raw).StartAsync();
        var first = await host.ConnectAsync("relay");
        await host.ConnectAsync("chat");

        await (await host.ConnectWithoutWaitingAsync("relay")).ExpectAsync("[服务器]：the server is full; try again later\n");
        var overChat = await host.ConnectWithoutWaitingAsync("chat");
        await overChat.ExpectAsync("* the server is full; try again later\r\n");
        await overChat.ExpectEndAsync();
        await (await host.ConnectWithoutWaitingAsync("raw")).ExpectEndAsync();

        Assert.Equal((2, 2, 3L), (host.Registry.Count, host.Registry.Peak, host.Registry.Refused));
        Assert.Single(host.Hub.History.Newest(20), entry => entry is { Event: SystemEvent.Refused, Text: "the server is full: 2 connections" });
        first.Dispose();
        await host.ClosedAsync(first);
        await host.ConnectAsync("relay");
    }

    [Fact]
    public async Task Kick_UnknownConnection_IsFalse()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay).StartAsync();
        Assert.False(host.Registry.Disconnect(99, DisconnectReason.Kicked));
    }

    [Fact]
    public async Task Closed_MoreThanAreRemembered_AreTheNewestFirst()
    {
        await using var host = await new WireHost(new LimitsOptions { ClosedConnections = 2 }).With("relay", ListenerProtocol.Relay).StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var client = await host.ConnectAsync("relay");
            client.Dispose();
            await host.ClosedAsync(client);
        }

        Assert.Equal([3, 2], host.Registry.Closed().Select(closed => closed.Id));
        Assert.Null(host.Registry.Find(1));
        Assert.Equal(ConnectionState.Closed, host.Registry.Find(3)!.State);
        Assert.Equal((3L, 3L), (host.Registry.Total, host.Registry.Ended(DisconnectReason.ClientClosed)));
    }

    /// <summary>Waits until the backlog has been the same for 100 looks in a row: whoever writes may have to wait for a thread.</summary>
    private static Task UntilNothingMovesAsync(WireHost host, string what)
    {
        var (before, same) = (-1L, 0);
        return Deadline.Until(
            () =>
            {
                var now = host.Registry.BacklogBytes;
                (before, same) = (now, now == before ? same + 1 : 0);
                return same == 100;
            },
            what);
    }
}
