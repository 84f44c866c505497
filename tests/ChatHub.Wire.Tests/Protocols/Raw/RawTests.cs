using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Raw;

public sealed class RawTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost()
        .With("old", ListenerProtocol.Relay, old => (old.Greeting, old.Encoding) = ("", "gb18030"))
        .With("raw", ListenerProtocol.Raw)
        .With("echo", ListenerProtocol.Raw, echo => (echo.Echo, echo.Room) = (true, "echo"))
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task OneMegabyteOfRandomBytes_ReachesThreeOthersByteForByte()
    {
        var sender = await _host.ConnectAsync("raw");
        var others = new[] { await _host.ConnectAsync("raw"), await _host.ConnectAsync("raw"), await _host.ConnectAsync("raw") };
        var bytes = new byte[1024 * 1024];
        new Random(4).NextBytes(bytes);
        var receiving = others.Select(other => other.ExpectAsync(bytes)).ToArray();

        await sender.SendAsync(bytes);

        await Task.WhenAll(receiving).Soon();
        sender.EndSending();
        await sender.ExpectEndAsync(); // nothing comes back to who sent it
    }

    [Fact]
    public async Task AnyBytes_ComeAtOnceWithoutWaitingForAnEnding()
    {
        var sender = await _host.ConnectAsync("raw");
        var other = await _host.ConnectAsync("raw");
        foreach (var bytes in new byte[][] { [0], [0xFF, 0xF4, 0xFF, 0xFD, 6], [13], [10], [0xE5, 0xB0], [0x8F] })
        {
            await sender.SendAsync(bytes.AsMemory());
            await other.ExpectAsync(bytes.AsMemory());
        }
    }

    [Fact]
    public async Task Echo_WhereItIsSet_GivesTheSenderItsOwn()
    {
        var sender = await _host.ConnectAsync("echo");
        await sender.SendAsync("hello");
        await sender.ExpectAsync("hello");
    }

    [Fact]
    public async Task Operator_Message_IsItsBytes()
    {
        var client = await _host.ConnectAsync("raw");
        await _host.SayAsync("早上好");
        client.EndSending();

        Assert.Equal(Encoding.UTF8.GetBytes("早上好"), await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Relay_AndRaw_HearEachOther()
    {
        var raw = await _host.ConnectAsync("raw");
        var relay = await _host.ConnectAsync("relay");
        await raw.SendAsync("temp 21\r\n");
        await relay.ExpectAsync("temp 21\r\n");
        await relay.SendAsync("小明：ok\n");
        await raw.ExpectAsync("小明：ok\n");
    }

    [Fact]
    public async Task Log_OfACharacterSplitOverReads_HasItWhole()
    {
        var raw = await _host.ConnectAsync("raw");
        var other = await _host.ConnectAsync("raw");
        var bytes = Encoding.UTF8.GetBytes("明");
        await raw.SendAsync(bytes.AsMemory(0, 2));
        await other.ExpectAsync(bytes.AsMemory(0, 2));
        await raw.SendAsync(bytes.AsMemory(2));
        await other.ExpectAsync(bytes.AsMemory(2));

        Assert.Equal("明", string.Concat(_host.Hub.History.Newest(10).Where(entry => entry.Kind == MessageKind.Text).Select(entry => entry.Text)));
    }

    [Fact]
    public async Task Relay_InAnotherEncoding_HearsACharacterSplitOverReadsWhole()
    {
        var old = await _host.ConnectAsync("old");
        var raw = await _host.ConnectAsync("raw");
        var other = await _host.ConnectAsync("raw");
        var bytes = Encoding.UTF8.GetBytes("小明\n\r\n");
        foreach (var part in new[] { bytes[..2], bytes[2..5], bytes[5..] })
        {
            await raw.SendAsync(part.AsMemory());
            await other.ExpectAsync(part.AsMemory());
        }

        await raw.SendAsync("ok\r\n");
        await old.ExpectAsync(ListenerSettings.FindEncoding("gb18030")!.GetBytes("小明\n\r\nok\r\n"));
    }
}
