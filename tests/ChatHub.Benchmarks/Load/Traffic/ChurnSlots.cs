using ChatHub.Benchmarks.Load.Clients;
using ChatHub.Benchmarks.Load.Lines;
using ChatHub.Benchmarks.Load.Reporting;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>
/// Places for short connections. Each connection says one line, which the watchers get too, and closes when it has come back; where the server
/// does not echo, when a watcher has it.
/// </summary>
internal sealed class ChurnSlots : ILineSink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly LoadContext _context;
    private readonly Crowd _watchers;
    private readonly Slot[] _slots;
    private readonly Connector _connector;
    private readonly int _connections;
    private int _opened;
    private int _open;

    public ChurnSlots(LoadContext context, Crowd watchers, int slots, int connections)
    {
        _context = context;
        _watchers = watchers;
        _connections = connections;
        _connector = new Connector(context.Server.Endpoint);
        _slots = new Slot[slots];
        if (!watchers.Echoes)
        {
            watchers.OnGuestLine = (_, header) => Arrived(header);
        }
    }

    /// <summary>Connections that went well.</summary>
    public int Completed { get; private set; }

    /// <summary>Connections that did not.</summary>
    public int Errors { get; private set; }

    /// <summary>What went wrong first.</summary>
    public string? FirstError { get; private set; }

    /// <summary>From connecting to the echo.</summary>
    public LatencyHistogram Cycle { get; } = new();

    /// <summary>Whether all connections were made.</summary>
    public bool IsDone => _opened == _connections && _open == 0;

    /// <summary>Opens in the free places, serves for a moment, closes what is done.</summary>
    public void Turn()
    {
        for (var i = 0; i < _slots.Length && _opened < _connections; i++)
        {
            if (_slots[i].Client is null)
            {
                Open(i);
            }
        }

        _watchers.Loop.Turn(TimeSpan.FromMilliseconds(1));
        var now = _context.Clock.Now;
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Client is { } client)
            {
                Close(ref slot, client, now);
            }
        }
    }

    public void Delivered(LoadClient client, in LineHeader header)
    {
        if (_watchers.Echoes && header.Sender > 0 && ReferenceEquals(_slots[header.Sender - 1].Client, client))
        {
            Arrived(header);
        }
    }

    public void Ended(LoadClient client)
    {
        // Looked at when the turn is over.
    }

    private void Open(int index)
    {
        ref var slot = ref _slots[index];
        slot = new Slot { OpenedAt = _context.Clock.Now };
        slot.Client = new LoadClient(_connector.Open(), _watchers.Format, _watchers.Tally, _watchers.NewChecker(fromFirst: true), this);
        var line = _watchers.NextOfGuest(index);
        slot.Number = line.Number;
        _watchers.Loop.Add(slot.Client);
        slot.Client.Write(line);
        _watchers.Loop.Send(slot.Client);
        _opened++;
        _open++;
    }

    private void Arrived(in LineHeader header)
    {
        ref var slot = ref _slots[header.Sender - 1];
        if (slot.Number == header.Number && slot.Client is not null && !slot.HasArrived)
        {
            slot.HasArrived = true;
            Cycle.Add(_context.Clock.Now - slot.OpenedAt);
        }
    }

    private void Close(ref Slot slot, LoadClient client, long now)
    {
        var error = slot.HasArrived ? null
            : client.Failure ?? (now - slot.OpenedAt > RunClock.Of(s_patience) ? $"its line did not come back within {s_patience.TotalSeconds} s" : null);
        if (error is null && !slot.HasArrived)
        {
            return;
        }

        Completed += error is null ? 1 : 0;
        Errors += error is null ? 0 : 1;
        FirstError ??= error;
        _watchers.Loop.Remove(client);
        client.Dispose();
        slot = default;
        _open--;
    }

    private struct Slot
    {
        public LoadClient? Client;
        public uint Number;
        public long OpenedAt;
        public bool HasArrived;
    }
}
