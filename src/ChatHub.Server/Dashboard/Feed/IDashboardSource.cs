using ChatHub.Chat;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>What <see cref="DashboardFeed"/> polls. All members may be called from any thread; the versions are cheap to read.</summary>
public interface IDashboardSource
{
    /// <summary>The last messages and events.</summary>
    MessageHistory History { get; }

    /// <summary>Counters of this moment.</summary>
    HubFigures Figures { get; }

    /// <summary>How the message log does.</summary>
    MessageLogStatus Log { get; }

    /// <summary>Names of the rooms.</summary>
    IEnumerable<string> Rooms { get; }

    /// <summary>Grows when a connection comes or goes, or what operators call them changes.</summary>
    long ConnectionsVersion { get; }

    /// <summary>Grows when a listener changes its state.</summary>
    long ListenersVersion { get; }

    /// <summary>The paced jobs of operators. Cheap where there is none.</summary>
    IReadOnlyList<JobSnapshot> Jobs => [];

    /// <summary>The open connections, in no order.</summary>
    IReadOnlyList<ConnectionSnapshot> ReadConnections();

    /// <summary>The recently closed connections, newest first.</summary>
    IReadOnlyList<ConnectionSnapshot> ReadClosed() => [];

    /// <summary>The lasting alias of a connection; empty when it has none.</summary>
    string AliasOf(ConnectionSnapshot row) => "";

    /// <summary>What the kernel knows of the way to a client; null where it does not tell.</summary>
    LinkSnapshot? LinkOf(long id) => null;

    /// <summary>The listeners, in the order of the settings.</summary>
    IReadOnlyList<ListenerSnapshot> ReadListeners();
}

/// <summary>Counters of one moment.</summary>
/// <param name="StartedAt">When the server started, UTC.</param>
/// <param name="Connections">Open connections.</param>
/// <param name="Peak">Most connections open at once.</param>
/// <param name="MessagesIn">Messages taken since the start.</param>
/// <param name="Deliveries">Messages given to sessions since the start.</param>
/// <param name="BacklogBytes">Bytes that wait anywhere: in the rooms' pumps and in the outboxes.</param>
public readonly record struct HubFigures(DateTimeOffset StartedAt, int Connections, int Peak, long MessagesIn, long Deliveries, long BacklogBytes);
