using System.Net.Sockets;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>Readiness by <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, TimeSpan)"/>, on any system: each wait costs by the number of sockets.</summary>
internal sealed class SelectReadiness : IReadiness
{
    private readonly Dictionary<Socket, int> _tokens = [];
    private readonly HashSet<Socket> _writers = [];

    public void Add(Socket socket, int token) => _tokens.Add(socket, token);

    public void WatchWrites(Socket socket, int token, bool watch)
    {
        if (watch)
        {
            _writers.Add(socket);
        }
        else
        {
            _writers.Remove(socket);
        }
    }

    public void Remove(Socket socket, int token)
    {
        _tokens.Remove(socket);
        _writers.Remove(socket);
    }

    public int Wait(Span<Readiness> ready, TimeSpan atMost)
    {
        if (_tokens.Count == 0)
        {
            return 0;
        }

        var readable = _tokens.Keys.ToList();
        var writable = _writers.ToList();
        Socket.Select(readable, writable, null, atMost);
        var count = 0;
        foreach (var socket in readable.Take(ready.Length))
        {
            ready[count++] = new Readiness(_tokens[socket], Read: true, Write: writable.Remove(socket));
        }

        foreach (var socket in writable.Take(ready.Length - count))
        {
            ready[count++] = new Readiness(_tokens[socket], Read: false, Write: true);
        }

        return count;
    }

    public void Dispose()
    {
    }
}
