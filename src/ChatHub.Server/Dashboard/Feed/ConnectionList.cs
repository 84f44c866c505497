using System.Collections.Concurrent;
using System.Collections.Frozen;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>
/// Connections at one moment, open or closed, with what is known about them elsewhere. Sorts, filters and groups on the server, each query once for all
/// viewers that ask the same.
/// </summary>
public sealed class ConnectionList
{
    /// <summary>Most answers that one list keeps.</summary>
    internal const int MostAnswers = 32;

    private readonly ConcurrentDictionary<ConnectionQuery, ConnectionSnapshot[]> _answers = new();
    private readonly ConcurrentDictionary<ConnectionQuery, AddressGroup[]> _groups = new();
    private readonly ConcurrentDictionary<long, LinkSnapshot?> _links = new();
    private readonly Lazy<FrozenDictionary<long, ConnectionSnapshot>> _byId;

    /// <summary>A list of the given rows.</summary>
    public ConnectionList(IReadOnlyList<ConnectionSnapshot> rows, DateTimeOffset at)
    {
        Rows = rows;
        At = at;
        _byId = new(() => rows.ToFrozenDictionary(row => row.Id));
    }

    /// <summary>No connection.</summary>
    public static ConnectionList Empty { get; } = new([], DateTimeOffset.UnixEpoch);

    /// <summary>All rows, in no order.</summary>
    public IReadOnlyList<ConnectionSnapshot> Rows { get; }

    /// <summary>When the rows were read, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What the connections did in the last second.</summary>
    public ConnectionRates Rates { get; init; } = ConnectionRates.None;

    /// <summary>Gives the lasting alias of a connection; empty when it has none.</summary>
    public Func<ConnectionSnapshot, string> AliasOf { get; init; } = static _ => "";

    /// <summary>Asks the kernel about the way to a client.</summary>
    internal Func<long, LinkSnapshot?> Ask { get; init; } = static _ => null;

    /// <summary>Answers that it keeps now.</summary>
    internal int Answers => _answers.Count + _groups.Count;

    /// <summary>Whether a connection of this number is in it.</summary>
    public bool Contains(long id) => _byId.Value.ContainsKey(id);

    /// <summary>A connection by its number; null when it is not in it.</summary>
    public ConnectionSnapshot? Find(long id) => _byId.Value.GetValueOrDefault(id);

    /// <summary>The way to a client: asked of the kernel once for all viewers, and only for rows that somebody sees.</summary>
    public LinkSnapshot? LinkOf(long id) => _links.GetOrAdd(id, static (id, ask) => ask(id), Ask);

    /// <summary>The rows that match, in order. The same array for the same query: do not change it.</summary>
    public ConnectionSnapshot[] Select(ConnectionQuery query) => Bounded(_answers).GetOrAdd(query, static (query, list) => query.Apply(list), this);

    /// <summary>The rows that match by their addresses, the most frequent first. The same array for the same query: do not change it.</summary>
    public AddressGroup[] Group(ConnectionQuery query) => Bounded(_groups).GetOrAdd(query, static (query, list) => AddressGroup.Of(list.Select(query), list.Rates), this);

    /// <summary>A list that stays, as that of the closed does while nobody comes or goes, would keep an answer for each key that somebody typed.</summary>
    private static ConcurrentDictionary<ConnectionQuery, T> Bounded<T>(ConcurrentDictionary<ConnectionQuery, T> answers)
    {
        if (answers.Count >= MostAnswers)
        {
            answers.Clear();
        }

        return answers;
    }
}
