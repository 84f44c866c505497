using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Storage;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>What others see of a server that was asked to stop, while a client that keeps its side open holds it up.</summary>
public sealed class DrainTests(PublishedBuild build) : IAsyncLifetime
{
    private PublishedServer _server = null!;
    private WireClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await build.StartServerAsync(new Dictionary<string, string>
        {
            ["ChatHub__DrainTimeout"] = "00:05:00",
            ["ChatHub__Limits__CloseTimeout"] = "00:01:00",
            ["ChatHub__Listeners__relay__Greeting"] = "",
        });
        _client = await WireClient.ConnectAsync(_server.RelayPort);
        await _client.SendAsync("before\n");
        await _client.ExpectAsync("before\n");
        _server.Signal(PosixSignal.SIGTERM);
        await _client.ExpectAsync("[服务器]：the server is stopping\n");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Server_IsStopping_IsNotReadyButAliveAndTakesNobody()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthTests.StatusAsync(_server, "/healthz/ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(_server, "/healthz/live"));
        await Assert.ThrowsAsync<SocketException>(() => WireClient.ConnectAsync(_server.ChatPort));

        _client.Dispose();
        Assert.Equal(0, await _server.WaitForExitAsync());
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGINT, 130)]
    public async Task Server_IsAskedASecondTime_StopsAtOnceWithItsLogInOrder(PosixSignal signal, int code)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken); // what comes in the same moment as the first is no second wish

        Assert.Equal(code, await _server.StopAsync(signal));

        Assert.True(new FileInfo(Path.Combine(_server.DataDirectory, "messages.db-wal")) is { Exists: false } or { Length: 0 }, "all is in the main file");
        using var file = MessageFile.CopyOf(_server.DataDirectory);
        file.AssertSound();
        Assert.Equal(["before"], file.Said());
    }
}
