using System.Diagnostics;
using ChatHub.Chat;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>The running hub as the feed sees it.</summary>
internal sealed class HubDashboardSource(
    MessageHub hub, ConnectionRegistry connections, ListenerManager listeners, Func<MessageLogStatus> log, ClientNoteBook notes, OperatorJobs jobs) : IDashboardSource
{
    private readonly DateTimeOffset _startedAt = ProcessStart();

    public MessageHistory History => hub.History;

    public HubFigures Figures
    {
        get
        {
            var totals = hub.Totals;
            return new(_startedAt, connections.Count, connections.Peak, totals.MessagesIn, totals.Deliveries, totals.PendingBytes + connections.BacklogBytes);
        }
    }

    public MessageLogStatus Log => log();

    public IEnumerable<string> Rooms => hub.Rooms.Select(room => room.Name);

    public long ConnectionsVersion => connections.Version + notes.Version;

    public IReadOnlyList<JobSnapshot> Jobs => jobs.List();

    public long ListenersVersion => listeners.Version;

    public IReadOnlyList<ConnectionSnapshot> ReadConnections() => connections.Open();

    public IReadOnlyList<ConnectionSnapshot> ReadClosed() => connections.Closed();

    public string AliasOf(ConnectionSnapshot row) => notes.AliasOf(row.Name, row.Remote);

    public LinkSnapshot? LinkOf(long id) => connections.LinkOf(id);

    public IReadOnlyList<ListenerSnapshot> ReadListeners() => listeners.List();

    private static DateTimeOffset ProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime());
    }
}
