using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>Who always has more to say leaves turns to others.</summary>
public sealed class TurnsTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("/\n")]
    public async Task Clients_ThatSendWithoutPause_LeaveTurnsToOthers(string line)
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat)
            .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Room) = ("", "lab")).StartAsync();
        var one = await host.ConnectAsync("relay");
        var other = await host.ConnectAsync("relay");
        using var flood = new Flood(host.EndpointOf("chat"), 3, string.Concat(Enumerable.Repeat(line, 32 * 1024)));
        await Deadline.Until(() => host.Registry.Open().Count(client => client.BytesIn > 1024 * 1024) == 3, "all three are read");

        var newcomer = await host.ConnectWithoutWaitingAsync("chat");
        Assert.StartsWith("* Welcome to ChatHub. You are guest-", await newcomer.ReadLineAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 10; i++)
        {
            var (from, to) = i % 2 == 0 ? (one, other) : (other, one);
            await from.SendAsync($"message {i}\n");
            await to.ExpectAsync($"message {i}\n");
            await from.ExpectAsync($"message {i}\n");
        }
    }

    /// <summary>Clients on threads of their own, so that only the hub's threads are what they could take from others.</summary>
    private sealed class Flood : IDisposable
    {
        private readonly List<(Socket Socket, Thread Thread)> _clients = [];

        public Flood(IPEndPoint endpoint, int clients, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < clients; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(endpoint);
                var thread = new Thread(() => Send(socket, bytes)) { IsBackground = true };
                _clients.Add((socket, thread));
                thread.Start();
            }
        }

        public void Dispose()
        {
            foreach (var (socket, thread) in _clients)
            {
                socket.Dispose();
                thread.Join(Deadline.Time);
            }
        }

        private static void Send(Socket socket, byte[] bytes)
        {
            try
            {
                while (true)
                {
                    socket.Send(bytes);
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
