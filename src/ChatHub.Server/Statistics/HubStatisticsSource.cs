using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Statistics;

/// <summary>The running server. One caller at a time.</summary>
internal sealed class HubStatisticsSource(MessageHub hub, ConnectionRegistry connections, ListenerManager listeners, Func<MessageLogStatus> log) : IStatisticsSource
{
    private static readonly DisconnectReason[] s_reasons = Enum.GetValues<DisconnectReason>();
    private static readonly DropCause[] s_causes = Enum.GetValues<DropCause>();

    private HashSet<string> _faulted = [];
    private long _listenersVersion = -1;
    private int _faults;

    public void Read(StatisticsReading reading)
    {
        var totals = hub.Totals;
        var (bytesIn, bytesOut) = connections.CountBytes();
        reading[Figure.Connections] = connections.Count;
        reading[Figure.Accepted] = connections.Total;
        reading[Figure.Refused] = connections.Refused;
        reading[Figure.MessagesIn] = totals.MessagesIn;
        reading[Figure.Deliveries] = totals.Deliveries;
        reading[Figure.BytesIn] = bytesIn;
        reading[Figure.BytesOut] = bytesOut;
        reading[Figure.Backlog] = totals.PendingBytes + connections.BacklogBytes;
        reading[Figure.Dropped] = s_causes.Sum(connections.Dropped);
        reading[Figure.ListenerFaults] = CountFaults();
        foreach (var reason in s_reasons)
        {
            reading[Figures.Ended(reason)] = connections.Ended(reason);
        }

        var status = log();
        reading[Figure.LogLag] = status.State == MessageLogState.Off ? double.NaN : status.Lag.TotalSeconds;
        reading[Figure.LogDegraded] = status.State == MessageLogState.Degraded ? 1 : 0;
        reading[Figure.Processor] = Environment.CpuUsage.TotalTime.TotalSeconds;
        reading[Figure.WorkingSet] = Environment.WorkingSet;
        reading[Figure.Heap] = GC.GetTotalMemory(forceFullCollection: false);
        reading[Figure.Pauses] = GC.GetTotalPauseDuration().TotalSeconds;
        reading[Figure.FullCollections] = GC.CollectionCount(2);
        hub.Latency.CopyTo(reading.Latencies);
    }

    private int CountFaults()
    {
        if (listeners.Version is var version && version != _listenersVersion)
        {
            _listenersVersion = version;
            var faulted = listeners.List().Where(listener => listener.State == ListenerState.Faulted).Select(listener => listener.Name).ToHashSet();
            _faults += faulted.Except(_faulted).Count();
            _faulted = faulted;
        }

        return _faults;
    }
}
