using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Chat.Contracts;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Wire.Tests;

/// <summary>A real connection keeps the contract of outputs.</summary>
public sealed class ConnectionOutputTests : SessionOutputContract
{
    protected override async Task<OutputUnderTest> OpenAsync()
    {
        var time = new FakeTimeProvider();
        var limits = new LimitsOptions();
        var services = new ConnectionServices(
            new MessageHub(new HubOptions(), time), new ConnectionRegistry(limits), limits, time, NullLogger.Instance);
        var settings = ListenerSettings.From(
            "relay", new ListenerOptions { Endpoint = "127.0.0.1:0", Greeting = "", LineEnding = OutputLineEnding.Lf, SayWhy = false }, []);
        var listener = new Listener(settings!, new SocketListenerFactory(), services, () => { });
        await listener.StartAsync(Deadline.Token);
        var client = await TestClient.ConnectAsync(IPEndPoint.Parse(listener.Snapshot().BoundEndpoint!));
        await Deadline.Until(() => services.Registry.Open() is [{ State: ConnectionState.Open }], "the connection is open");
        await Deadline.Until(() => services.Hub.RoomOf("lobby").PendingBytes == 0, "the welcome is done");
        return new Opened(listener, listener.Connections.Single(), client);
    }

    private sealed class Opened(Listener listener, Connection connection, TestClient client) : OutputUnderTest
    {
        public override ISessionOutput Output => connection.Output;

        public override async Task<string> ReadAsync(int bytes)
        {
            var text = new StringBuilder();
            while (Encoding.UTF8.GetByteCount(text.ToString()) < bytes)
            {
                text.Append(await client.ReadLineAsync());
            }

            return text.ToString();
        }

        public override async Task<string> ReadToEndAsync() => Encoding.UTF8.GetString(await client.ReadToEndAsync());

        public override async ValueTask DisposeAsync()
        {
            client.Dispose();
            await listener.UnbindAsync(ListenerState.Stopped);
            connection.Abort(DisconnectReason.ListenerStopped);
        }
    }
}
