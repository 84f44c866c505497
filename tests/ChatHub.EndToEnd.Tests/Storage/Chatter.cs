using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Storage;

/// <summary>
/// Clients of the relay that talk at once, each as fast as it gets back what it said, and that write down every line they receive, until the server is gone.
/// </summary>
internal sealed class Chatter : IDisposable
{
    private const int Clients = 4;
    private const int Together = 10;

    private readonly string _name;
    private readonly int _enough;
    private readonly Socket[] _sockets = new Socket[Clients];
    private readonly List<string>[] _received = [.. Enumerable.Range(0, Clients).Select(_ => new List<string>())];
    private readonly TaskCompletionSource _hasEnough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _ended = Task.CompletedTask;
    private int _lines;

    private Chatter(string name, int enough)
    {
        _name = name;
        _enough = enough;
    }

    /// <summary>What each client received, in order; to be read once <see cref="Ended"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Received => _received;

    /// <summary>Ends when all clients together have received enough lines.</summary>
    public Task HasEnough => _hasEnough.Task;

    /// <summary>Ends when no client gets any more.</summary>
    public Task Ended => _ended;

    /// <summary>Starts to talk.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">What all lines of this crowd begin with.</param>
    /// <param name="enough">Lines received after which <see cref="HasEnough"/>.</param>
    public static async Task<Chatter> StartAsync(PublishedServer server, string name, int enough)
    {
        var chatter = new Chatter(name, enough);
        for (var client = 0; client < Clients; client++)
        {
            var socket = chatter._sockets[client] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var deadline = Deadline.After();
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.RelayPort), deadline.Token);
        }

        chatter._ended = Task.WhenAll(Enumerable.Range(0, Clients).Select(chatter.TalkAsync));
        return chatter;
    }

    public void Dispose() => Array.ForEach(_sockets, socket => socket?.Dispose());

    private async Task TalkAsync(int client)
    {
        var own = $"{_name}-{client}-";
        var received = _received[client];
        var buffer = new byte[64 * 1024];
        var partial = "";
        var said = 0;
        var back = 0;
        try
        {
            await SayAsync();
            while (await _sockets[client].ReceiveAsync(buffer) is > 0 and var count)
            {
                var lines = (partial + Encoding.ASCII.GetString(buffer, 0, count)).Split('\n');
                partial = lines[^1];
                foreach (var line in lines[..^1].Where(line => line.Contains(_name, StringComparison.Ordinal)).Select(line => line[line.IndexOf(_name, StringComparison.Ordinal)..]))
                {
                    received.Add(line);
                    back += line.StartsWith(own, StringComparison.Ordinal) ? 1 : 0;
                    if (Interlocked.Increment(ref _lines) == _enough)
                    {
                        _hasEnough.TrySetResult();
                    }
                }

                if (back == said)
                {
                    await SayAsync();
                }
            }
        }
        catch (SocketException)
        {
            // The server was killed.
        }

        async Task SayAsync()
        {
            var text = string.Concat(Enumerable.Range(said, Together).Select(number => $"{own}{number}\n"));
            said += Together;
            await _sockets[client].SendAsync(Encoding.ASCII.GetBytes(text));
        }
    }
}
