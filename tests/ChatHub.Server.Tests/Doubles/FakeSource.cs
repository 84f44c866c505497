using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A hub that shows what a test says, and counts how often it is asked.</summary>
internal sealed class FakeSource : IDashboardSource
{
    private IReadOnlyList<ConnectionSnapshot> _connections = [];
    private IReadOnlyList<ListenerSnapshot> _listeners = [];

    public MessageHistory History { get; init; } = new(100);

    public HubFigures Figures { get; set; }

    public MessageLogStatus Log { get; set; } = MessageLogStatus.Off with { State = MessageLogState.Running };

    public IEnumerable<string> Rooms { get; set; } = ["lobby"];

    public long ConnectionsVersion { get; private set; }

    public long ListenersVersion { get; private set; }

    public int ConnectionReads { get; private set; }

    public IReadOnlyList<ConnectionSnapshot> Connections
    {
        get => _connections;
        set
        {
            _connections = value;
            ConnectionsVersion++;
        }
    }

    public IReadOnlyList<ListenerSnapshot> Listeners
    {
        get => _listeners;
        set
        {
            _listeners = value;
            ListenersVersion++;
        }
    }

    /// <summary>What the next reading fails with.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<ConnectionSnapshot> ReadConnections()
    {
        ConnectionReads++;
        if (Failure is { } failure)
        {
            throw failure;
        }

        return _connections;
    }

    public IReadOnlyList<ListenerSnapshot> ReadListeners() => _listeners.ToArray();

    public IReadOnlyList<ConnectionSnapshot> Closed { get; set; } = [];

    public Dictionary<long, string> Aliases { get; } = [];

    public List<long> LinksAsked { get; } = [];

    public IReadOnlyList<JobSnapshot> Jobs { get; set; } = [];

    public int ClosedReads { get; private set; }

    public IReadOnlyList<ConnectionSnapshot> ReadClosed()
    {
        ClosedReads++;
        return Closed;
    }

    public string AliasOf(ConnectionSnapshot row) => Aliases.GetValueOrDefault(row.Id, "");

    public LinkSnapshot? LinkOf(long id)
    {
        LinksAsked.Add(id);
        return new(TimeSpan.FromMilliseconds(id), TimeSpan.FromMilliseconds(1), 0);
    }

    public void Say(params string[] texts) => History.Append([.. texts.Select(text => Sample.Said(text))]);
}
