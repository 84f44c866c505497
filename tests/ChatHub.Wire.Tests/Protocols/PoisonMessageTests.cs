using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

/// <summary>A message that a listener's format fails on costs its clients that message and nothing else.</summary>
public sealed class PoisonMessageTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost()
        .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false))
        .With("strict", ListenerProtocol.Chat, strict => strict.Greeting = "", settings => settings with { Encoding = Strict() });

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Message_ThatAFormatFailsOn_IsLeftOutAndNobodyIsLost()
    {
        var one = await _host.ConnectAsync("strict");
        var two = await _host.ConnectAsync("strict");
        var utf8 = await _host.ConnectAsync("relay");
        var sender = await _host.ConnectAsync("relay");
        await one.ExpectAsync("* guest-2 joined\n* guest-3 joined\n* guest-4 joined\n");
        await two.ExpectAsync("* guest-3 joined\n* guest-4 joined\n");
        var before = MessageBatch.EncodingFailures;

        await sender.SendAsync("before\n明\nafter\n");

        await one.ExpectAsync("guest-4: before\nguest-4: after\n");
        await two.ExpectAsync("guest-4: before\nguest-4: after\n");
        await utf8.ExpectAsync("before\n明\nafter\n");
        Assert.True(MessageBatch.EncodingFailures > before);
        Assert.All(_host.Registry.Open(), client => Assert.Equal(ConnectionState.Open, client.State));
        Assert.Equal(4, _host.Registry.Count);
    }

    /// <summary>An encoding that throws for what it lacks: a stand-in for a defect.</summary>
    private static Encoding Strict() => Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);
}
