using System.Collections.Concurrent;
using System.Collections.Frozen;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>
/// The open connections at one moment. Sorts and filters on the server, each query once for all viewers that ask the same.
/// </summary>
public sealed class ConnectionList
{
    private readonly ConcurrentDictionary<ConnectionQuery, ConnectionSnapshot[]> _answers = new();
    private readonly Lazy<FrozenSet<long>> _ids;

    /// <summary>A list of the given rows.</summary>
    public ConnectionList(IReadOnlyList<ConnectionSnapshot> rows, DateTimeOffset at)
    {
        Rows = rows;
        At = at;
        _ids = new(() => rows.Select(row => row.Id).ToFrozenSet());
    }

    /// <summary>No connection.</summary>
    public static ConnectionList Empty { get; } = new([], DateTimeOffset.UnixEpoch);

    /// <summary>All rows, in no order.</summary>
    public IReadOnlyList<ConnectionSnapshot> Rows { get; }

    /// <summary>When the rows were read, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Whether a connection of this number is open.</summary>
    public bool Contains(long id) => _ids.Value.Contains(id);

    /// <summary>The rows that match, in order. The same array for the same query: do not change it.</summary>
    public ConnectionSnapshot[] Select(ConnectionQuery query) => _answers.GetOrAdd(query, static (query, rows) => query.Apply(rows), Rows);
}
