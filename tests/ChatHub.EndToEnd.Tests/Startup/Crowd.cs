using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>Many clients of the relay. Some talk, each as fast as it gets back what it said; all keep what they receive until the server ends the connection, and then close.</summary>
internal sealed class Crowd : IDisposable
{
    private const int Senders = 10;

    private readonly string _name;
    private readonly Socket[] _sockets;
    private readonly MemoryStream[] _received;
    private readonly TaskCompletionSource _hasSaid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _enough;
    private Task _ended = Task.CompletedTask;
    private int _back;

    private Crowd(string name, int clients, int enough)
    {
        (_name, _enough) = (name, enough);
        _sockets = new Socket[clients];
        _received = [.. Enumerable.Range(0, clients).Select(_ => new MemoryStream())];
    }

    /// <summary>Ends when so many lines came back to those who said them.</summary>
    public Task HasSaidEnough => _hasSaid.Task;

    /// <summary>Ends when the server has ended all connections in good order; fails where one was reset.</summary>
    public Task Ended => _ended;

    /// <summary>What each received after its greeting; to be read once <see cref="Ended"/>.</summary>
    public IEnumerable<string[]> Received => _received.Select(stream => Encoding.UTF8.GetString(stream.ToArray()).Split('\n'));

    /// <summary>Lets them all come in, then talk.</summary>
    /// <param name="server">A server whose relay greets with one byte.</param>
    /// <param name="name">What all lines begin with.</param>
    /// <param name="clients">How many there are.</param>
    /// <param name="enough">Lines after which <see cref="HasSaidEnough"/>.</param>
    public static async Task<Crowd> StartAsync(PublishedServer server, string name, int clients, int enough)
    {
        var crowd = new Crowd(name, clients, enough);
        using var deadline = Deadline.After(TimeSpan.FromSeconds(30));
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = deadline.Token }, async (client, token) =>
        {
            var socket = crowd._sockets[client] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.RelayPort), token);
            Assert.Equal(1, await socket.ReceiveAsync(new byte[1], token)); // the greeting: it is in the room
        });
        crowd._ended = Task.WhenAll(Enumerable.Range(0, clients).Select(crowd.ListenAsync));
        return crowd;
    }

    public void Dispose() => Array.ForEach(_sockets, socket => socket?.Dispose());

    private async Task ListenAsync(int client)
    {
        var socket = _sockets[client];
        var buffer = new byte[4096];
        var said = 0;
        var own = Array.Empty<byte>();
        if (client < Senders)
        {
            await SayAsync();
        }

        while (await socket.ReceiveAsync(buffer) is > 0 and var count)
        {
            _received[client].Write(buffer, 0, count);
            var kept = _received[client].GetBuffer().AsSpan(0, (int)_received[client].Length);
            if (client < Senders && kept[^Math.Min(kept.Length, count + own.Length)..].IndexOf(own) >= 0)
            {
                if (Interlocked.Increment(ref _back) == _enough)
                {
                    _hasSaid.TrySetResult();
                }

                await SayAsync();
            }
        }

        socket.Dispose();

        async Task SayAsync()
        {
            own = Encoding.ASCII.GetBytes($"{_name}-{client:00}-{said++:000000}\n");
            try
            {
                await socket.SendAsync(own);
            }
            catch (SocketException)
            {
                // The server has ended it; what it sent before is still to be read.
            }
        }
    }
}
