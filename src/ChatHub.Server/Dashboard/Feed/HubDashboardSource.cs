using System.Diagnostics;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>The running hub as the feed sees it.</summary>
internal sealed class HubDashboardSource(MessageHub hub, ConnectionRegistry connections, ListenerManager listeners, Func<MessageLogStatus> log) : IDashboardSource
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

    public long ConnectionsVersion => connections.Version;

    public long ListenersVersion => listeners.Version;

    public IReadOnlyList<ConnectionSnapshot> ReadConnections() => connections.Open();

    public IReadOnlyList<ListenerSnapshot> ReadListeners() => listeners.List();

    private static DateTimeOffset ProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime());
    }
}
