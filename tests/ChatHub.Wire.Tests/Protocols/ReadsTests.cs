using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

/// <summary>However the network cuts what clients send, and whatever they end their lines with: it arrives right at the others.</summary>
public sealed class ReadsTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost()
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
        .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
        .With("endings", ListenerProtocol.Chat, endings => (endings.Greeting, endings.FlushAfter) = ("", TimeSpan.Zero))
        .With("gb", ListenerProtocol.Relay, gb => (gb.Greeting, gb.Encoding) = ("", "gb18030"))
        .With("gbchat", ListenerProtocol.Chat, gb => (gb.Greeting, gb.Encoding) = ("", "gb18030"));

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Character_SplitOverTwoReads_ArrivesWhole(int at)
    {
        var (other, client) = await TwoAsync("relay");
        var bytes = Encoding.UTF8.GetBytes("明");
        await client.SendAsync(bytes.AsMemory(0, at));
        await _host.ReadByHubAsync(client, at);
        await client.SendAsync(bytes.AsMemory(at));
        await _host.ReadByHubAsync(client, 3);

        await _host.SilenceUntil(client.ExpectAsync("明"));
        await FenceAsync(other, "明");
    }

    [Fact]
    public async Task LoneCr_OnAListenerThatNeverFlushes_EndsItsMessageWithoutAByteMore()
    {
        var (other, client) = await TwoAsync("endings");
        await client.SendAsync("said\r");
        await _host.ReadByHubAsync(client, 5);

        await _host.SilenceUntil(other.ExpectAsync("guest-2: said\n"));
    }

    [Fact]
    public async Task Character_SplitByALongerSilence_StillArrivesWhole()
    {
        var (other, client) = await TwoAsync("relay");
        var bytes = Encoding.UTF8.GetBytes("明");
        await client.SendAsync(bytes.AsMemory(0, 1));
        await _host.ReadByHubAsync(client, 1);
        _host.Time.Advance(TimeSpan.FromMilliseconds(500));
        await client.SendAsync(bytes.AsMemory(1));
        await _host.ReadByHubAsync(client, 3);

        await _host.SilenceUntil(client.ExpectAsync("明"));
        await FenceAsync(other, "明");
    }

    [Fact]
    public async Task Message_OverFiveReads_ArrivesAsOne()
    {
        var (other, client) = await TwoAsync("relay");
        var sent = 0;
        foreach (var part in new[] { "小明：", "one ", "two ", "three ", "four" })
        {
            await client.SendAsync(part);
            await _host.ReadByHubAsync(client, sent += Encoding.UTF8.GetByteCount(part));
        }

        await _host.SilenceUntil(client.ExpectAsync("小明：one two three four"));
        await FenceAsync(other, "小明：one two three four");
        Assert.Equal(1, _host.Find(client)!.MessagesIn);
    }

    [Fact]
    public async Task Messages_TenInOneRead_ArriveAsTen()
    {
        var (other, client) = await TwoAsync("relay");
        var ten = string.Concat(Enumerable.Range(1, 10).Select(i => $"message {i}\n"));
        await client.SendAsync(ten);

        await client.ExpectAsync(ten);
        await FenceAsync(other, ten);
        Assert.Equal(10, _host.Find(client)!.MessagesIn);
    }

    [Theory]
    [InlineData("relay", "hi")]
    [InlineData("chat", "guest-2: hi\n")]
    public async Task Text_WithoutEndingThenFin_IsDelivered(string listener, string expected)
    {
        var (other, client) = await TwoAsync(listener);
        await client.SendAsync("hi");
        client.EndSending();

        await other.ExpectAsync(expected);
        Assert.Equal(DisconnectReason.ClientClosed, (await _host.ClosedAsync(client)).Reason);
    }

    [Fact]
    public async Task HalfClose_AfterALine_GetsWhatIsOwedThenTheEnd()
    {
        var (other, client) = await TwoAsync("relay"); // printf 'hi\n' | ncat, nc -N
        await client.SendAsync("hi\n");
        client.EndSending();

        await client.ExpectAsync("hi\n");
        await client.ExpectEndAsync();
        await FenceAsync(other, "hi\n");
    }

    [Fact]
    public async Task HalfClose_WhileMuchIsOwed_GetsAllOfIt()
    {
        var client = await _host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 8 * 1024);
        var text = new string('x', 8 * 1024 * 1024);
        await _host.SayAsync(text);
        await Deadline.Until(() => _host.Find(client) is { BacklogBytes: > 0 }, "it waits in the outbox");
        client.EndSending();

        var got = Encoding.UTF8.GetString(await client.ReadToEndAsync());

        Assert.True($"[服务器]：{text}\n" == got, $"{got.Length} characters came");
        Assert.Equal(DisconnectReason.ClientClosed, (await _host.ClosedAsync(client)).Reason);
    }

    [Fact]
    public async Task Telnet_LinesWithCommandsBetween_ArriveWithoutThem()
    {
        var (other, client) = await TwoAsync("chat");
        await client.SendBytesAsync([.. "he"u8, 0xFF, 0xF1, .. "llo\r\n"u8, 0xFF, 0xF4, 0xFF, 0xFD, 0x06, .. "again\r\0"u8]); // NOP; Ctrl-C: IP, DO TIMING-MARK
        await client.ExpectAsync(new byte[] { 0xFF, 0xFC, 0x06 });

        await _host.SilenceUntil(other.ExpectAsync("guest-2: hello\nguest-2: again\n"));
    }

    [Fact]
    public async Task Telnet_AreYouThere_IsAnswered()
    {
        var (_, client) = await TwoAsync("chat");
        await client.SendBytesAsync([0xFF, 0xF6]);

        await client.ExpectAsync("[ChatHub is here]\r\n");
    }

    [Fact]
    public async Task Telnet_IacSplitOverReads_IsRemovedToo()
    {
        var (other, client) = await TwoAsync("chat");
        byte[] sent = [.. "a"u8, 0xFF, 0xFB, 0x1F, .. "b"u8, 0xFF, 0xFA, 0x18, 0x00, 0xFF, 0xF0, .. "c\r\n"u8];
        for (var i = 0; i < sent.Length; i++)
        {
            await client.SendAsync(sent.AsMemory(i, 1));
            await _host.ReadByHubAsync(client, i + 1);
        }

        await client.ExpectAsync(new byte[] { 0xFF, 0xFE, 0x1F });
        await other.ExpectAsync("guest-2: abc\n");
    }

    [Fact]
    public async Task Plink_NegotiationOnConnect_IsRefusedAndItsLinesArrive()
    {
        var (other, client) = await TwoAsync("chat");
        await client.SendAsync(Convert.FromHexString("FFFB1FFFFB20FFFB18FFFB27FFFD01FFFB03FFFD03"));
        await client.ExpectAsync(Convert.FromHexString("FFFE1FFFFE20FFFE18FFFE27FFFC01FFFE03FFFC03"));
        await client.SendAsync("from plink\n");
        await other.ExpectAsync("guest-2: from plink\n");
        await client.SendBytesAsync([0xFF, 0xEC]); // its end of input

        await client.ExpectEndAsync();
        await other.ExpectAsync("* guest-2 left\n");
    }

    [Fact]
    public async Task Plink_AnswersAfterItsEndOfInput_IsListenedToUntilItCloses()
    {
        var (other, client) = await TwoAsync("chat");
        await client.SendBytesAsync([0xFF, 0xEC]);
        await client.ExpectEndAsync();
        await other.ExpectAsync("* guest-2 left\n");

        // Answers that crossed with the goodbye: a socket that is closed already resets the first and refuses the second.
        await client.SendBytesAsync([0xFF, 0xFB, 0x24]);
        await client.SendBytesAsync([0xFF, 0xFB, 0x25]);
    }

    [Theory]
    [InlineData("relay", "小a\r\n", "小a")]
    [InlineData("chat", null, "guest-2: 小a\n")]
    public async Task Socat_AByteARead_IsOneMessageAtTheLoneCr(string listener, string? echo, string expected)
    {
        var (other, client) = await TwoAsync(listener);
        byte[] keys = [.. "小a\r"u8];
        for (var i = 0; i < keys.Length; i++)
        {
            await client.SendAsync(keys.AsMemory(i, 1));
            await _host.ReadByHubAsync(client, i + 1);
            _host.Time.Advance(TimeSpan.FromMilliseconds(i < keys.Length - 1 ? 900 : 0)); // a slow typist
        }

        var arrived = other.ExpectAsync(expected + (listener == "relay" ? "\r" : ""));
        await _host.SilenceUntil(arrived);
        if (echo is not null)
        {
            await client.ExpectAsync(echo);
        }
    }

    [Fact]
    public async Task Gb18030_BothWays_IsTranscoded()
    {
        var utf8 = await _host.ConnectAsync("relay");
        var chat = await _host.ConnectAsync("chat");
        var gb = await _host.ConnectAsync("gb");
        var gbChat = await _host.ConnectAsync("gbchat");
        await gb.SendAsync(Gb("小明：你好 𠀀€\n"));

        await gb.ExpectAsync(Gb("小明：你好 𠀀€\n"));
        await utf8.ExpectAsync("小明：你好 𠀀€\n");
        Assert.Equal("小明", _host.Find(gb)!.Name);
        await chat.ExpectAsync("* guest-3 joined\n* guest-4 joined\n小明: 你好 𠀀€\n");
        await gbChat.ExpectAsync(Gb("小明: 你好 𠀀€\n"));

        await utf8.SendAsync("小红：早上好\n");
        await gb.ExpectAsync(Gb("小红：早上好\n"));
        await gbChat.ExpectAsync(Gb("小红: 早上好\n"));
        await _host.SayAsync("各位");
        await gb.ExpectAsync(Gb("[服务器]：各位\n"));
        Assert.Equal("小明：你好 𠀀€", _host.Hub.History.Newest(10).First(entry => entry.Kind == MessageKind.Text).Text);
    }

    [Fact]
    public async Task Gb18030_ColonAcrossTwoCharacters_IsNoName()
    {
        var gb = await _host.ConnectAsync("gb"); // 校 is D0 A3 and 好 is BA C3: between them stand the bytes of the full-width colon, A3 BA
        await gb.SendAsync(Gb("学校好\n"));

        await gb.ExpectAsync(Gb("学校好\n"));
        Assert.Equal("guest-1", _host.Find(gb)!.Name);
    }

    [Fact]
    public async Task Gb18030_ColonAfterSuchCharacters_IsTheName()
    {
        var gb = await _host.ConnectAsync("gb");
        var chat = await _host.ConnectAsync("chat");
        await gb.SendAsync(Gb("校好：hi\n"));

        await chat.ExpectAsync("校好: hi\n");
        Assert.Equal("校好", _host.Find(gb)!.Name);
    }

    [Fact]
    public async Task Encoding_ThatLacksACharacter_GetsAQuestionMark()
    {
        await using var host = await new WireHost()
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
            .With("latin", ListenerProtocol.Relay, latin => (latin.Greeting, latin.Encoding) = ("", "iso-8859-1")).StartAsync();
        var latin = await host.ConnectAsync("latin");
        var utf8 = await host.ConnectAsync("relay");
        await utf8.SendAsync("né 明\n");
        await latin.ExpectAsync(new byte[] { (byte)'n', 0xE9, (byte)' ', (byte)'?', (byte)'\n' });
        await latin.SendBytesAsync([0xFC, (byte)'\n']);
        await utf8.ExpectAsync("né 明\nü\n");
    }

    private static byte[] Gb(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030").GetBytes(text);
    }

    /// <summary>One who listens, and one who is to speak; no notice is under way.</summary>
    private async Task<(TestClient Other, TestClient Client)> TwoAsync(string listener)
    {
        var other = await _host.ConnectAsync(listener);
        var client = await _host.ConnectAsync(listener);
        if (listener is "chat" or "endings")
        {
            await other.ExpectAsync("* guest-2 joined\n");
        }

        return (other, client);
    }

    /// <summary>What came is this and nothing more.</summary>
    private async Task FenceAsync(TestClient client, string came)
    {
        await _host.SayAsync("fence");
        await client.ExpectAsync(came + "[服务器]：fence\n");
    }
}
