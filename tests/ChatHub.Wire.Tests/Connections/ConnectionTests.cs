using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Wire.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Abort_BeforeItHasItsSession_ClosesItAndThenTheSession()
    {
        var time = new FakeTimeProvider();
        var limits = new LimitsOptions();
        var hub = new MessageHub(new HubOptions(), time);
        var services = new ConnectionServices(hub, new ConnectionRegistry(limits), limits, time, NullLogger.Instance);
        var settings = ListenerSettings.From("relay", new ListenerOptions { Endpoint = "127.0.0.1:0" }, []);
        using var accepting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        accepting.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        accepting.Listen();
        using var client = await TestClient.ConnectAsync((IPEndPoint)accepting.LocalEndPoint!);
        var socket = await accepting.AcceptAsync(Deadline.Token);
        SocketTuning.ApplyToAccepted(socket);
        var listener = new Listener(settings!, new SocketListenerFactory(), services, () => { });
        var connection = new Connection(1, socket, listener, listener.Protocol, services);

        connection.Abort(DisconnectReason.SlowConsumer);
        connection.Start();

        await Deadline.Until(() => !hub.Sessions.Any() && hub.RoomOf("lobby").MemberCount == 0, "the session is closed");
        Assert.NotNull(connection.ClosedAt);
        await client.ResetByHubAsync();
    }
}
