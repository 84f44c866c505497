using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

/// <summary>What an operator sends beside plain words, as clients of each protocol get it.</summary>
public sealed class WordingTests
{
    [Theory]
    [InlineData(ListenerProtocol.Chat)]
    [InlineData(ListenerProtocol.Relay)]
    [InlineData(ListenerProtocol.Raw)]
    public async Task Bytes_AnyProtocol_GoOutAsTheyAre(ListenerProtocol protocol)
    {
        await using var host = await new WireHost().With("any", protocol, any => (any.Greeting, any.Encoding) = ("", "gb18030")).StartAsync();
        var client = await host.ConnectAsync("any");
        byte[] bytes = [0x48, 0x00, 0xFF, 0x0A, 0x1B, 0xC4];

        await host.Hub.Send(new ServerSaying(bytes, new ServerWording(IsBytes: true)), new SendTarget.ToListener("any"), "ann");
        await host.Hub.Send(new ServerSaying(bytes, new ServerWording(IsBytes: true, Ending: "\r\n"u8.ToArray())), new SendTarget.ToListener("any"), "ann");

        await client.ExpectAsync((byte[])[.. bytes, .. bytes, 0x0D, 0x0A]);
    }

    [Theory]
    [InlineData(ListenerProtocol.Chat, "[server] 你好\r\n")]
    [InlineData(ListenerProtocol.Relay, "[服务器]：你好\r\n")]
    [InlineData(ListenerProtocol.Raw, "你好\r\n")]
    public async Task Text_WithAnEndingOfItsOwn_IsInTheReceiversEncoding(ListenerProtocol protocol, string expected)
    {
        await using var host = await new WireHost().With("any", protocol, any => (any.Greeting, any.Encoding) = ("", "gb18030")).StartAsync();
        var client = await host.ConnectAsync("any");

        await host.Hub.Send(ServerSaying.Of("你好", new ServerWording(Ending: "\r\n"u8.ToArray())), new SendTarget.Everyone(), "ann");

        await client.ExpectAsync(Encoding.GetEncoding("gb18030").GetBytes(expected));
    }

    [Fact]
    public async Task Text_Verbatim_KeepsItsControlCharactersWithChatClientsToo()
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("chat");

        await host.Hub.Send(ServerSaying.Of("a\0\tb", new ServerWording(IsVerbatim: true, Ending: default(ReadOnlyMemory<byte>))), new SendTarget.Everyone(), "ann");

        await client.ExpectAsync("[server] a\0\tb");
    }

    [Fact]
    public async Task Bytes_SentBefore_AreNotInAWelcome()
    {
        await using var host = await new WireHost().With("raw", ListenerProtocol.Raw).With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        await host.ConnectAsync("raw");
        await host.Hub.Send(new ServerSaying("bytes"u8.ToArray(), new ServerWording(IsBytes: true)), new SendTarget.Everyone(), "ann");
        await host.Hub.Send("words", new SendTarget.Everyone(), "ann");
        var late = await host.ConnectAsync("chat");

        await late.ExpectAsync("[server] words\n");
        Assert.Equal(ServerWording.Recipient, host.Hub.History.Newest(10).First(entry => entry.Kind == MessageKind.Server).Recipient);
    }

    [Fact]
    public async Task Offer_NobodyReads_WaitsBeforeTheOutboxIsFullAndNobodyIsCutOff()
    {
        await using var host = await new WireHost().With("raw", ListenerProtocol.Raw).StartAsync();
        var client = await host.ConnectAsync("raw");
        var id = host.Find(client)!.Id;
        var piece = new byte[16 * 1024];
        var taken = 0;
        while (host.Registry.Offer(id, piece) == OfferState.Taken)
        {
            Assert.True(++taken < 10_000);
        }

        Assert.Equal(OfferState.Waits, host.Registry.Offer(id, piece));
        Assert.True(host.Find(client)!.BacklogBytes <= new LimitsOptions().OutboxBytes / 2);
        Assert.Equal(ConnectionState.Open, host.Find(client)!.State);
        Assert.Equal(OfferState.Gone, host.Registry.Offer(99, piece));
    }
}
