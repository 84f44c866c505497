namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>Serves many clients on one thread: reads those that have input, writes those that have room.</summary>
internal sealed class ClientLoop(IReadiness readiness, CancellationToken stop) : IDisposable
{
    /// <summary>Bytes of one read. What a client has left over of a line comes before it.</summary>
    private const int ReadBytes = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(ReadBytes + (2 * Lines.LineFormat.MostBytes), pinned: true);
    private readonly Readiness[] _ready = new Readiness[1024];
    private readonly List<LoadClient?> _clients = [];
    private readonly Stack<int> _free = new();

    /// <summary>What this system's best readiness gives.</summary>
    public static ClientLoop Create(CancellationToken stop) =>
        new(OperatingSystem.IsLinux() ? new EpollReadiness() : new SelectReadiness(), stop);

    /// <summary>The buffer that all clients read to; free between turns.</summary>
    public Span<byte> Buffer => _buffer;

    /// <summary>Begins to serve a client.</summary>
    public void Add(LoadClient client)
    {
        if (!_free.TryPop(out var token))
        {
            token = _clients.Count;
            _clients.Add(null);
        }

        client.Token = token;
        _clients[token] = client;
        readiness.Add(client.Socket, token);
    }

    /// <summary>Stops serving a client. MUST be called before it is disposed; may be called again.</summary>
    public void Remove(LoadClient client)
    {
        if (client.Token >= 0)
        {
            readiness.Remove(client.Socket, client.Token);
            _clients[client.Token] = null;
            _free.Push(client.Token);
            client.Token = -1;
        }
    }

    /// <summary>Sends what a client has written; what the socket does not take now goes in later turns.</summary>
    public void Send(LoadClient client)
    {
        if (!client.Flush() && client.Token >= 0)
        {
            readiness.WatchWrites(client.Socket, client.Token, watch: true);
        }
    }

    /// <summary>Waits for readiness and serves those that have it.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Turn(TimeSpan atMost)
    {
        stop.ThrowIfCancellationRequested();
        var count = readiness.Wait(_ready, atMost);
        foreach (var ready in _ready.AsSpan(0, count))
        {
            if (_clients[ready.Token] is not { } client)
            {
                continue; // removed earlier in this turn
            }

            if (ready.Write && client.Flush())
            {
                readiness.WatchWrites(client.Socket, client.Token, watch: false);
            }

            if (ready.Read && client.Failure is null)
            {
                client.Receive(_buffer);
            }

            if (client.Failure is not null)
            {
                Remove(client);
                client.Dispose();
            }
        }
    }

    /// <summary>Serves for a while, whatever comes.</summary>
    public void TurnFor(RunClock clock, TimeSpan duration)
    {
        var end = clock.Now + RunClock.Of(duration);
        while (clock.Now < end)
        {
            Turn(TimeSpan.FromMilliseconds(20));
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client?.Dispose();
        }

        _clients.Clear();
        readiness.Dispose();
    }
}
