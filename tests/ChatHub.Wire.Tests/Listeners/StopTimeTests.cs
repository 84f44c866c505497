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
    public async Task StopAll_LongCloseTimeout_EndsInItsTimeAndAborts()
    {
        var before = _host.Time.GetUtcNow();
        var stopping = _host.Listeners.StopAllAsync(TimeSpan.FromSeconds(3));
        await _staying.ExpectAsync("[服务器]：the server is stopping\n");
        await _staying.ExpectEndAsync(); // and it does not close its side
        await UntilAsync(stopping);

        var took = _host.Time.GetUtcNow() - before;
        Assert.True(took >= TimeSpan.FromSeconds(3) && took < TimeSpan.FromMinutes(1), $"it took {took}");
        Assert.Equal(DisconnectReason.ServerStopping, (await _host.ClosedAsync(_staying)).Reason);
        Assert.Equal(0, _host.Registry.Count);
    }

    [Fact]
    public async Task StopAll_AskedASecondTime_AbortsAtOnce()
    {
        using var atOnce = new CancellationTokenSource();
        var stopping = _host.Listeners.StopAllAsync(TimeSpan.FromHours(1), atOnce.Token);
        await _staying.ExpectAsync("[服务器]：the server is stopping\n");
        Assert.False(stopping.IsCompleted);

        await atOnce.CancelAsync();
        await stopping.WaitAsync(Deadline.Token); // the clock stands still

        Assert.Equal(DisconnectReason.ServerStopping, (await _host.ClosedAsync(_staying)).Reason);
    }

    [Fact]
    public async Task StopAll_Many_ClosesThemInTurn()
    {
        var others = new List<TestClient>();
        for (var i = 0; i < 39; i++)
        {
            others.Add(await _host.ConnectAsync("other"));
        }

        var before = _host.Time.GetUtcNow();
        var stopping = _host.Listeners.StopAllAsync(TimeSpan.FromHours(1));
        await Deadline.Until(
            () =>
            {
                var closing = Closing();
                var passed = (_host.Time.GetUtcNow() - before).TotalMilliseconds;
                Assert.True(closing <= 1 + passed, $"{closing} of 40 were closed after {passed} ms");
                _host.Time.Advance(TimeSpan.FromMilliseconds(closing == 0 ? 0 : 1));
                return closing == 40;
            },
            "all are told");

        others.ForEach(client => client.Dispose());
        _staying.Dispose();
        await _host.SilenceUntil(stopping);

        int Closing() => 40 - _host.Registry.Open().Count(connection => connection.State == ConnectionState.Open);
    }

    [Fact]
    public async Task StopAll_Begun_StartsNoListenerAnyMore()
    {
        await _host.SilenceUntil(_host.Listeners.StopAllAsync(TimeSpan.FromSeconds(1)));

        Assert.Equal(ListenerState.Stopped, (await _host.Listeners.StartAsync("relay")).State);
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

    /// <summary>Lets time pass, in steps of about the server's own beat.</summary>
    private Task UntilAsync(Task stopping) => Deadline.Until(
        () =>
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(50));
            return stopping.IsCompleted;
        },
        "it is stopped");
}
