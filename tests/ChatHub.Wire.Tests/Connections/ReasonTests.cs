using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>What ended a connection first is its reason, however it is got rid of afterwards, and before its room came to it.</summary>
public sealed class ReasonTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost(new LimitsOptions { CloseTimeout = TimeSpan.Zero, WriteTimeout = TimeSpan.FromSeconds(10) })
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Stop_WithoutCloseTimeout_IsListenerStopped()
    {
        var client = await _host.ConnectAsync("relay");
        using var held = await HeldRoom.HoldAsync(_host.Hub);

        await _host.Listeners.StopAsync("relay", "ann").Soon();

        await EndedAsync(client, DisconnectReason.ListenerStopped, "ann");
    }

    [Fact]
    public async Task Stop_OfAListenerWithOneWhoWasKicked_IsStillKicked()
    {
        var client = await _host.ConnectAsync("relay");
        using var held = await HeldRoom.HoldAsync(_host.Hub);
        Assert.True(_host.Registry.Disconnect(_host.Find(client)!.Id, DisconnectReason.Kicked, "ann"));

        await _host.Listeners.StopAsync("relay", "bob").Soon();

        await EndedAsync(client, DisconnectReason.Kicked, "ann");
    }

    [Fact]
    public async Task Sweep_OfASlowOneWhoWasKicked_IsStillKicked()
    {
        var client = await _host.ConnectAsync("relay", socket => socket.ReceiveBufferSize = 4 * 1024);
        await _host.SayAsync(new string('x', 16 * 1024 * 1024));
        var quiet = -1L;
        await Deadline.Until(() => quiet == (quiet = _host.Registry.BacklogBytes), "the socket takes no more");
        Assert.True(quiet > 0);
        using var held = await HeldRoom.HoldAsync(_host.Hub);
        Assert.True(_host.Registry.Disconnect(_host.Find(client)!.Id, DisconnectReason.Kicked, "ann"));

        _host.Time.Advance(TimeSpan.FromSeconds(11));
        _host.Listeners.Sweep();

        await EndedAsync(client, DisconnectReason.Kicked, "ann");
    }

    private async Task EndedAsync(TestClient client, DisconnectReason reason, string? closedBy)
    {
        var closed = await _host.ClosedAsync(client);
        Assert.Equal((reason, closedBy), (closed.Reason, closed.ClosedBy));
        Assert.Equal((1L, 0L), (_host.Registry.Ended(reason), _host.Registry.Ended(DisconnectReason.None)));
    }
}
