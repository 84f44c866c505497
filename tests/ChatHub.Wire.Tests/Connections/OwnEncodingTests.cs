using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>An operator gives one connection another encoding: what it says is read in it from then on, and what it gets is written in it.</summary>
public sealed class OwnEncodingTests
{
    private static readonly Encoding s_chinese = ListenerSettings.FindEncoding("gb18030")!;

    [Theory]
    [InlineData(ListenerProtocol.Relay, "小明：你好\n", "小明：你好\n", "[服务器]：早\n")]
    [InlineData(ListenerProtocol.Chat, "你好\n", "guest-1: 你好\n", "[server] 早\n")]
    public async Task SpeakIn_Lines_BothWaysFromThenOn(ListenerProtocol protocol, string said, string heard, string word)
    {
        await using var host = await new WireHost().With("any", protocol, any => (any.Greeting, any.Echo) = ("", false)).StartAsync();
        var old = await host.ConnectAsync("any");
        var other = await host.ConnectAsync("any");
        if (protocol == ListenerProtocol.Chat)
        {
            await old.ExpectAsync("* guest-2 joined\n");
        }

        await old.SendAsync("before\n");
        Assert.EndsWith("before\n", await other.ReadLineAsync(), StringComparison.Ordinal);
        Assert.True(host.Registry.SpeakIn(host.Find(old)!.Id, "gb18030"));
        await old.SendBytesAsync(s_chinese.GetBytes(said));
        await other.ExpectAsync(heard);
        await host.SayAsync("早");

        await old.ExpectAsync(s_chinese.GetBytes(word));
        Assert.Equal("gb18030", host.Find(old)!.Encoding);
        Assert.Equal("utf-8", host.Find(other)!.Encoding);
        Assert.Equal(said.TrimEnd(), host.Hub.History.Newest(10).Last(entry => entry.Kind == MessageKind.Text).Text);
    }

    [Fact]
    public async Task SpeakIn_Raw_TextOnScreensIsReadInItAndTheBytesStay()
    {
        await using var host = await new WireHost().With("raw", ListenerProtocol.Raw).StartAsync();
        var device = await host.ConnectAsync("raw");
        host.Registry.SpeakIn(host.Find(device)!.Id, "gb18030");

        await device.SendBytesAsync(s_chinese.GetBytes("温度"));
        await host.ReadByHubAsync(device, 4);
        await Deadline.Until(() => host.Hub.History.Newest(10).Any(entry => entry.Kind == MessageKind.Text), "it is in the history");

        var message = host.Hub.History.Newest(10).Single(entry => entry.Kind == MessageKind.Text);
        Assert.Equal("温度", message.Text);
        Assert.Equal(s_chinese.GetBytes("温度"), message.Body.ToArray());
    }

    [Fact]
    public async Task SpeakIn_InTheMiddleOfALine_TheFirstPartIsSaidInTheOldOne()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false)).StartAsync();
        var old = await host.ConnectAsync("relay");
        var other = await host.ConnectAsync("relay");
        await old.SendAsync("半");
        await host.ReadByHubAsync(old, 3);

        host.Registry.SpeakIn(host.Find(old)!.Id, "gb18030");
        await other.ExpectAsync("半");
        await old.SendBytesAsync(s_chinese.GetBytes("句\n"));

        await other.ExpectAsync("句\n");
    }

    [Fact]
    public async Task Message_InAnotherEncodingThanItsSession_IsKeptWithItsText()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var old = await host.ConnectAsync("relay");
        host.Registry.SpeakIn(host.Find(old)!.Id, "gb18030");
        await old.SendBytesAsync(s_chinese.GetBytes("小明：你好\n"));
        await old.ExpectAsync(s_chinese.GetBytes("小明：你好\n"));

        Assert.Equal("小明：你好", host.Hub.History.Newest(10).Single(entry => entry.Kind == MessageKind.Text).GivenText);
        Assert.Equal("小明", host.Find(old)!.Name);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("us-ascii")]
    public void Bytes_ThatAreNoText_ReadAsReplacementCharacters(string encoding) => Assert.Equal("a\uFFFD", ListenerSettings.FindEncoding(encoding)!.GetString([(byte)'a', 0xFF]));

    [Theory]
    [InlineData("windows-1251", "прямо")] // я is 255, which begins a command of telnet
    [InlineData("windows-1251", "моя")]
    [InlineData("windows-1251", "меняю яблоко")]
    [InlineData("iso-8859-1", "L'Haÿ")]
    [InlineData("koi8-r", "Ъ")]
    public async Task Word_WithTheByteOfTelnet_IsReadWhole(string encoding, string word)
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => (chat.Encoding, chat.Greeting) = (encoding, "")).StartAsync();
        var client = await host.ConnectAsync("chat");
        await client.SendBytesAsync(ListenerSettings.FindEncoding(encoding)!.GetBytes(word + "\nafter it\n"));

        await Deadline.Until(() => Said().Contains("after it"), "all is said");
        Assert.Equal([word, "after it"], Said());

        string[] Said() => [.. host.Hub.History.Newest(10).Where(entry => entry.Kind == MessageKind.Text).Select(entry => entry.Text)];
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-16")]
    [InlineData("")]
    public async Task SpeakIn_NoSuchEncoding_IsRefused(string encoding)
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("relay");

        Assert.Throws<ArgumentException>(() => host.Registry.SpeakIn(host.Find(client)!.Id, encoding));
        Assert.Equal("utf-8", host.Find(client)!.Encoding);
        Assert.False(host.Registry.SpeakIn(99, "gb18030"));
    }
}
