using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Relay;

/// <summary>Line endings that are a part of a text, and such that come late.</summary>
public sealed class EndingsTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Paragraphs_OfAClientWithoutEndings_KeepTheirLineBreaksForOthersWithoutEndings()
    {
        var (sender, other) = (await WithoutEndingAsync(), await WithoutEndingAsync());
        await sender.ExpectAsync("小红：hi"); // the other's first words
        await sender.SendAsync("小明：第一行\n第二行");

        await _host.SilenceUntil(other.ExpectAsync("小明：第一行\n第二行"));
        await _host.SilenceUntil(sender.ExpectAsync("小明：第一行\n第二行"));
    }

    [Fact]
    public async Task Lines_OfAClientThatSpeaksInLines_ReachOthersWithoutEndings()
    {
        var other = await WithoutEndingAsync();
        var sender = await _host.ConnectAsync("relay");
        await sender.SendAsync("one\ntwo\n");

        await other.ExpectAsync("onetwo");
        await sender.ExpectAsync("one\ntwo\n");
    }

    [Fact]
    public async Task Ending_ThatComesAfterItsTextWasFlushed_IsNoEmptyMessageToThoseInLines()
    {
        var lines = await _host.ConnectAsync("relay");
        await lines.SendAsync("I speak in lines\n");
        await lines.ExpectAsync("I speak in lines\n");
        var fresh = await _host.ConnectAsync("relay");
        var sender = await _host.ConnectAsync("relay");
        await sender.SendAsync("hello");
        await _host.SilenceUntil(lines.ExpectAsync("hello\n"));
        await sender.SendAsync("\r\n");
        await sender.SendAsync("next\r\n");

        await lines.ExpectAsync("next\n");
        await fresh.ExpectAsync("hello\r\nnext\r\n"); // exactly as it was written
    }

    [Fact]
    public async Task EmptyLine_AfterAWholeLine_IsAMessage()
    {
        var lines = await _host.ConnectAsync("relay");
        await lines.SendAsync("a\n\nb\n");
        await lines.ExpectAsync("a\n\nb\n");
    }

    private async Task<TestClient> WithoutEndingAsync()
    {
        var client = await _host.ConnectAsync("relay");
        await client.SendAsync("小红：hi");
        await _host.SilenceUntil(client.ExpectAsync("小红：hi"));
        return client;
    }
}
