using System.Text;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

/// <summary>What becomes of newcomers when the server is full.</summary>
public sealed class TurnedAwayTests : IAsyncLifetime
{
    private const int Full = 1005;
    private const int RoomAgain = 1010;
    private const string Told = "[服务器]：the server is full; try again later\n";

    private readonly WireHost _host = new WireHost(new LimitsOptions { Connections = 1, CloseTimeout = TimeSpan.FromSeconds(2) })
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
        .With("chat", ListenerProtocol.Relay, chat => chat.Greeting = "");

    private TestClient _inside = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _inside = await _host.ConnectAsync("relay");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Newcomer_ThatSpeaksFirst_ReadsTheLineAndAnEndInOrder()
    {
        var newcomer = await _host.ConnectWithoutWaitingAsync("relay");
        for (var i = 0; i < 20; i++)
        {
            await newcomer.SendAsync(new string('x', 1000) + "\n"); // what was sent to a closed socket would be answered with a reset
            await _inside.SendAsync("time passes\n");
            await _inside.ExpectAsync("time passes\n");
        }

        Assert.Equal(Told, Encoding.UTF8.GetString(await newcomer.ReadToEndAsync()));
    }

    [Fact]
    public async Task Newcomer_ThatDoesNotClose_IsClosedAfterTheCloseTimeout()
    {
        var newcomer = await _host.ConnectWithoutWaitingAsync("relay");
        await newcomer.ExpectAsync(Told);
        await newcomer.ExpectEndAsync();
        await newcomer.SendAsync("it is still read\n");

        var reset = Deadline.Until(() => IsReset(newcomer), "what it says is answered with a reset");
        await _host.SilenceUntil(reset);
    }

    [Fact]
    public async Task Newcomer_ThatSendsWithoutEnd_IsClosedWithoutWaitingForTheTime()
    {
        var newcomer = await _host.ConnectWithoutWaitingAsync("relay");
        var much = new byte[64 * 1024];

        await Deadline.Until(() => IsReset(newcomer, much), "it is closed although no time passed");
    }

    [Fact]
    public async Task Newcomers_MoreThanAreWaitedForAtAllListeners_AreToldAndClosedToo()
    {
        for (var i = 0; i < TurnedAway.MostWaiting + 10; i++)
        {
            var newcomer = await _host.ConnectWithoutWaitingAsync(i % 2 == 0 ? "relay" : "chat"); // none of them closes
            await newcomer.ExpectAsync(Told);
            await newcomer.ExpectEndAsync();
            if (i >= TurnedAway.MostWaiting)
            {
                await Deadline.Until(() => IsReset(newcomer), "it is closed although no time passed");
            }
        }

        Assert.Equal(TurnedAway.MostWaiting + 10, _host.Registry.Refused);
    }

    [Fact]
    public async Task Server_ThatIsFullTwice_SaysSoTwiceAndThatThereIsRoomAgain()
    {
        for (var i = 0; i < 3; i++)
        {
            await (await _host.ConnectWithoutWaitingAsync("relay")).ExpectAsync(Told);
        }

        _inside.Dispose();
        await _host.ClosedAsync(_inside);
        await _host.ConnectAsync("relay");
        await (await _host.ConnectWithoutWaitingAsync("relay")).ExpectAsync(Told);

        Assert.Equal(2, _host.Log.Lines(Full).Length);
        Assert.StartsWith("The server is full with 1 connections", _host.Log.Lines(Full)[0], StringComparison.Ordinal);
        Assert.Equal(["The server has room again: 3 newcomers were turned away"], _host.Log.Lines(RoomAgain));
    }

    private static bool IsReset(TestClient client, byte[]? says = null)
    {
        try
        {
            client.TrySend(says ?? "?"u8.ToArray());
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
