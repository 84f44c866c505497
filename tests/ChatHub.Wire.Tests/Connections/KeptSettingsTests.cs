using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>A connection keeps the settings it was accepted with, whatever its listener has later.</summary>
public sealed class KeptSettingsTests
{
    [Fact]
    public async Task IdleTimeout_ChangedLater_HoldsForNewcomersOnly()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var old = await host.ConnectAsync("relay");
        await ChangeAsync(host, now => now with { IdleTimeout = TimeSpan.FromSeconds(5) });
        var young = await host.ConnectAsync("relay");

        host.Time.Advance(TimeSpan.FromSeconds(6));
        host.Listeners.Sweep();

        await young.ReadToEndAsync();
        young.Dispose();
        Assert.Equal(DisconnectReason.IdleTimeout, (await host.ClosedAsync(young)).Reason);
        Assert.Equal(ConnectionState.Open, host.Find(old)?.State);
    }

    [Fact]
    public async Task Echo_ChangedLater_HoldsForNewcomersOnly()
    {
        await using var host = await new WireHost().With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        var old = await host.ConnectAsync("relay");
        await ChangeAsync(host, now => now with { Echo = false });
        var young = await host.ConnectAsync("relay");

        await old.SendAsync("one\n");
        await old.ExpectAsync("one\n");
        await young.ExpectAsync("one\n");
        await young.SendAsync("two\n");
        await old.ExpectAsync("two\n");
        await old.SendAsync("three\n");
        await young.ExpectAsync("three\n");
    }

    private static Task<ListenerSnapshot> ChangeAsync(WireHost host, Func<ListenerSettings, ListenerSettings> change) =>
        host.Listeners.ChangeAsync(change(host.Listeners.Find("relay")!), "ann");
}
