using ChatHub.Benchmarks.Load.Clients;
using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>Clients that come, read along for a while, and go; what each gets is checked from the first line it sees.</summary>
internal sealed class Passers(LoadContext context, Crowd crowd) : ILineSink
{
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(5);

    private readonly Connector _connector = new(context.Server.Endpoint);
    private readonly Queue<(LoadClient Client, long LeavesAt)> _clients = new();

    /// <summary>How many came.</summary>
    public int Opened { get; private set; }

    /// <summary>Lets some come. They leave one after the other, evenly.</summary>
    public void Open(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Open(context.Clock.Now + (RunClock.Of(s_life) * (i + 1) / count));
        }
    }

    /// <summary>Lets those go whose time has come, and others come for them.</summary>
    public void Replace(long now)
    {
        while (_clients.TryPeek(out var first) && now > first.LeavesAt)
        {
            _clients.Dequeue();
            crowd.Loop.Remove(first.Client);
            first.Client.Dispose();
            Open(now + RunClock.Of(s_life));
        }
    }

    public void Delivered(LoadClient client, in LineHeader header)
    {
        // The checker has counted it, and nobody waits for a passer.
    }

    public void Ended(LoadClient client) => crowd.Tally.Disconnected++;

    private void Open(long leavesAt)
    {
        var client = new LoadClient(_connector.Open(), crowd.Format, crowd.Tally, crowd.NewChecker(fromFirst: true), this);
        crowd.Loop.Add(client);
        _clients.Enqueue((client, leavesAt));
        Opened++;
    }
}
