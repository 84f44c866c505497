using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

/// <summary>How long stopping waits for a client that does not close.</summary>
public sealed class StopTimeTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost(new LimitsOptions { CloseTimeout = TimeSpan.FromMinutes(1) })
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
        .With("other", ListenerProtocol.Relay, other => other.Greeting = "");

    private TestClient _staying = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _staying = await _host.ConnectAsync("relay");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task StopAll_LongCloseTimeout_EndsAfterThreeSecondsAndAborts()
    {
        var before = _host.Time.GetUtcNow();
        var stopping = _host.Listeners.StopAllAsync();
        await _staying.ExpectAsync("[服务器]：the server is stopping\n");
        await _staying.ExpectEndAsync(); // and it does not close its side
        await UntilAsync(stopping);

        var took = _host.Time.GetUtcNow() - before;
        Assert.True(took >= TimeSpan.FromSeconds(3) && took < TimeSpan.FromMinutes(1), $"it took {took}");
        Assert.Equal(DisconnectReason.ServerStopping, (await _host.ClosedAsync(_staying)).Reason);
        Assert.Equal(0, _host.Registry.Count);
    }

    [Fact]
    public async Task Stop_OfOneListener_WaitsTheWholeCloseTimeout()
    {
        var before = _host.Time.GetUtcNow();
        var stopping = _host.Listeners.StopAsync("relay");
        await _staying.ExpectAsync("[服务器]：this port is closed now\n");
        await _staying.ExpectEndAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(55));
        await UntilAsync(stopping);

        var took = _host.Time.GetUtcNow() - before;
        Assert.True(took >= TimeSpan.FromMinutes(1), $"it took {took}");
        Assert.Equal(DisconnectReason.ListenerStopped, (await _host.ClosedAsync(_staying)).Reason);
    }

    /// <summary>Lets time pass in steps so small that the deadline of the test comes before the minute that must not be waited for.</summary>
    private Task UntilAsync(Task stopping) => Deadline.Until(
        () =>
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(5));
            return stopping.IsCompleted;
        },
        "it is stopped");
}
