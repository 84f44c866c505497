using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

/// <summary>Whatever somebody sends: on Relay it is handed on byte for byte, on Chat nothing in it acts on a terminal, and nobody else is harmed.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost()
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
        .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "");

    private TestClient _sender = null!;
    private TestClient _relay = null!;
    private TestClient _chat = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _sender = await _host.ConnectAsync("relay");
        _relay = await _host.ConnectAsync("relay");
        _chat = await _host.ConnectAsync("chat");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("a\0b", "a␀b")]
    [InlineData("\u001b[2J\u001b[31mred\u0007", "␛[2J␛[31mred␇")]
    [InlineData("\u001b]0;title\u001b\\", "␛]0;title␛\\")]
    [InlineData("\u009b2J", "⟦U+009B⟧2J")]
    [InlineData("evil\u202Egpj.exe", "evil⟦U+202E⟧gpj.exe")]
    [InlineData("zero\u200Bwidth", "zero⟦U+200B⟧width")]
    [InlineData("<script>alert(1)</script><b>", "<script>alert(1)</script><b>")]
    [InlineData("back\b\b\b\bspace", "back␈␈␈␈space")]
    [InlineData("family 👨‍👩‍👧", "family 👨‍👩‍👧")]
    public async Task Text_ThatWouldAct_IsExactOnRelayAndVisibleOnChat(string text, string visible)
    {
        await _sender.SendAsync(text + "\n");

        await _relay.ExpectAsync(text + "\n");
        await _chat.ExpectAsync($"guest-1: {visible}\n");
    }

    [Theory]
    [InlineData("FF", "�")]
    [InlineData("C3", "�")]
    [InlineData("61EDA08062", "a���b")]
    [InlineData("C0AF", "��")]
    [InlineData("F8888080AF", "�����")]
    [InlineData("FEFF0041", "��␀A")]
    public async Task Bytes_ThatAreNoUtf8_AreExactOnRelayAndReplacedOnChat(string hex, string visible)
    {
        byte[] bytes = [.. Convert.FromHexString(hex), (byte)'\n'];
        await _sender.SendAsync(bytes.AsMemory());

        await _relay.ExpectAsync(bytes.AsMemory());
        await _chat.ExpectAsync($"guest-1: {visible}\n");
    }

    [Fact]
    public async Task EveryByte_OnRelay_IsHandedOnAndOnChatNoneActs()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => value is not (10 or 13)).Append((byte)'\n').ToArray();
        await _sender.SendAsync(bytes.AsMemory());

        await _relay.ExpectAsync(bytes.AsMemory());
        AssertActsOnNothing(await _chat.ReadLineAsync());
    }

    [Fact]
    public async Task RandomBytes_FromAll_HarmNobody()
    {
        var random = new Random(99);
        var chatSender = await _host.ConnectAsync("chat");
        await _chat.ExpectAsync("* guest-4 joined\n");
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            await _sender.SendAsync(bytes.AsMemory());
        }

        await _sender.SendAsync("\nend of random\n");
        string line;
        while (!(line = await _chat.ReadLineAsync()).EndsWith("end of random\n", StringComparison.Ordinal))
        {
            AssertActsOnNothing(line);
        }

        await chatSender.SendAsync("still here\n");
        Assert.EndsWith(": still here\n", await _chat.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(DisconnectReason.None, _host.Find(_sender)!.Reason);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:9000\r\nUser-Agent: curl/8\r\n\r\n")]
    [InlineData("CAP LS 302\r\nNICK weechat\r\nUSER weechat 0 * :weechat\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n")] // a TLS client's first bytes
    public async Task OtherProtocols_AreTextLikeAnyOther(string request)
    {
        await _sender.SendAsync(request);
        await _relay.ExpectAsync(request);

        await _relay.SendAsync("we chat on\n");
        string line;
        while (!(line = await _chat.ReadLineAsync()).EndsWith("we chat on\n", StringComparison.Ordinal))
        {
            AssertActsOnNothing(line);
        }
    }

    [Fact]
    public async Task FortyMegabytesWithoutEnding_AreRefusedOnceAndOthersChatOn()
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var chunk = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
        for (var i = 0; i < 40; i++)
        {
            await _sender.SendAsync(chunk.AsMemory());
        }

        await _host.ReadByHubAsync(_sender, 40 * chunk.Length);
        await _sender.ExpectAsync("[服务器]：message too long: 1048576 bytes are allowed; it was not delivered 消息过长，未发送\n");
        // The other tests of this process hold something too, at most a few megabytes: what counts is that the forty are not kept.
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 20 * 1024 * 1024, $"{grown} bytes more are held");
        Assert.Equal(1, _host.Find(_sender)!.Dropped);

        await _relay.SendAsync("we chat on\n");
        await _sender.ExpectAsync("we chat on\n");
        await _chat.ExpectAsync("guest-2: we chat on\n");
        await _sender.SendAsync("\nme too\n"); // the end of the long one, and another
        await _relay.ExpectAsync("we chat on\nme too\n");
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.Refused, Text: "message over 1048576 bytes" });
    }

    [Theory]
    [InlineData("koi8-r")]
    [InlineData("koi8-u")]
    [InlineData("cp866")]
    [InlineData("windows-874")]
    [InlineData("ibm850")]
    [InlineData("iso-8859-1")]
    public async Task Characters_ThatACodePageLacks_AreNoControlCharactersInIt(string encoding)
    {
        Assert.True(_host.Registry.SpeakIn(_host.Find(_chat)!.Id, encoding));
        Assert.True(_host.Registry.SpeakIn(_host.Find(_relay)!.Id, encoding));
        await _sender.SendAsync("an arrow ← a note ♪ a bullet • a circle ◙[server] type your password\n");

        var shown = await _chat.ReadLineAsync();
        Assert.EndsWith("[server] type your password\n", shown, StringComparison.Ordinal);
        AssertActsOnNothing(shown);
        var exact = await _relay.ReadLineAsync();
        Assert.EndsWith("[server] type your password\n", exact, StringComparison.Ordinal);
        Assert.StartsWith("an arrow ", exact, StringComparison.Ordinal);
        Assert.DoesNotContain(exact[..^1], char.IsControl);
    }

    private static void AssertActsOnNothing(string line) =>
        Assert.DoesNotContain(line[..^1], c => (char.IsControl(c) && c != '\t') || c is '\u202E' or '\u200B');
}
