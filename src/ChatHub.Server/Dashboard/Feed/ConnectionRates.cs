using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>What a connection did in the last second, per second.</summary>
/// <param name="MessagesIn">Messages from it.</param>
/// <param name="MessagesOut">Messages to it.</param>
/// <param name="BytesIn">Bytes from it.</param>
/// <param name="BytesOut">Bytes to it.</param>
public readonly record struct ConnectionRate(double MessagesIn, double MessagesOut, double BytesIn, double BytesOut);

/// <summary>
/// The rates of all connections between two looks about a second apart. Nothing is computed until somebody asks, and then once for all viewers.
/// </summary>
public sealed class ConnectionRates
{
    private readonly Lazy<Dictionary<long, ConnectionRate>> _rates;

    /// <summary>The rates between two readings.</summary>
    /// <param name="before">The rows as they were.</param>
    /// <param name="now">The rows as they are.</param>
    /// <param name="elapsed">The time between.</param>
    public ConnectionRates(IReadOnlyList<ConnectionSnapshot> before, IReadOnlyList<ConnectionSnapshot> now, TimeSpan elapsed) =>
        _rates = new(() => Compute(before, now, Math.Max(elapsed.TotalSeconds, 0.001)));

    /// <summary>No rates yet.</summary>
    public static ConnectionRates None { get; } = new([], [], TimeSpan.FromSeconds(1));

    /// <summary>The rate of a connection; null when it is not known for long enough.</summary>
    public ConnectionRate? Of(long id) => _rates.Value.TryGetValue(id, out var rate) ? rate : null;

    private static Dictionary<long, ConnectionRate> Compute(IReadOnlyList<ConnectionSnapshot> before, IReadOnlyList<ConnectionSnapshot> now, double seconds)
    {
        var then = before.ToDictionary(row => row.Id);
        var rates = new Dictionary<long, ConnectionRate>(now.Count);
        foreach (var row in now)
        {
            if (then.TryGetValue(row.Id, out var old))
            {
                rates[row.Id] = new(
                    (row.MessagesIn - old.MessagesIn) / seconds, (row.MessagesOut - old.MessagesOut) / seconds, (row.BytesIn - old.BytesIn) / seconds, (row.BytesOut - old.BytesOut) / seconds);
            }
        }

        return rates;
    }
}
