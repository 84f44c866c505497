using ChatHub.Server.Dashboard.Feed;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>By what the top talkers are chosen.</summary>
public enum TalkerOrder : byte
{
    /// <summary>Messages from them.</summary>
    Messages,

    /// <summary>Bytes from them.</summary>
    BytesIn,

    /// <summary>Bytes to them.</summary>
    BytesOut,
}

/// <summary>A connection and what goes on in it per second.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Messages">Messages from it.</param>
/// <param name="BytesIn">Bytes from it.</param>
/// <param name="BytesOut">Bytes to it.</param>
public sealed record Talker(ConnectionSnapshot Connection, double Messages, double BytesIn, double BytesOut)
{
    /// <summary>What it is ordered by.</summary>
    public double By(TalkerOrder order) => order switch
    {
        TalkerOrder.BytesIn => BytesIn,
        TalkerOrder.BytesOut => BytesOut,
        _ => Messages,
    };
}

/// <summary>What goes on at a listener per second.</summary>
/// <param name="Messages">Messages from its clients.</param>
/// <param name="BytesIn">Bytes from them.</param>
/// <param name="BytesOut">Bytes to them.</param>
public readonly record struct ListenerRates(double Messages, double BytesIn, double BytesOut);

/// <summary>
/// Who sends and gets the most: the rates of the connections (<see cref="ConnectionRates"/>), smoothed over some seconds, made once for all viewers
/// and only while one asks.
/// </summary>
internal sealed class TalkerBoard
{
    private const double Smoothing = 0.35; // share of the newest second: what was 5 seconds ago counts a tenth

    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Dictionary<long, Talker> _talkers = [];
    private IReadOnlyDictionary<string, ListenerRates> _listeners = new Dictionary<string, ListenerRates>();
    private DateTimeOffset _at;
    private ConnectionRates? _rates;

    /// <summary>The busiest of the list, busiest first; those of whom nothing comes or goes are left out.</summary>
    public IReadOnlyList<Talker> Top(ConnectionList list, TalkerOrder order, int count)
    {
        lock (_gate)
        {
            Follow(list);
            return [.. _talkers.Values.Where(talker => talker.By(order) >= 0.01).OrderByDescending(talker => talker.By(order)).ThenBy(talker => talker.Connection.Id).Take(count)];
        }
    }

    /// <summary>What goes on at each listener that has connections.</summary>
    public IReadOnlyDictionary<string, ListenerRates> ByListener(ConnectionList list)
    {
        lock (_gate)
        {
            Follow(list);
            return _listeners;
        }
    }

    private void Follow(ConnectionList list)
    {
        if (ReferenceEquals(_rates, list.Rates))
        {
            return; // rates are new once a second
        }

        var before = list.At - _at is { Ticks: >= 0 } passed && passed <= s_most ? _talkers : []; // nobody looked for a while: rates begin anew
        var now = new Dictionary<long, Talker>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            if (list.Rates.Of(row.Id) is { } rate)
            {
                now[row.Id] = Next(before.GetValueOrDefault(row.Id), row, rate);
            }
        }

        (_talkers, _at, _rates) = (now, list.At, list.Rates);
        _listeners = now.Values.GroupBy(talker => talker.Connection.Listener).ToDictionary(
            group => group.Key, group => new ListenerRates(group.Sum(one => one.Messages), group.Sum(one => one.BytesIn), group.Sum(one => one.BytesOut)));
    }

    private static Talker Next(Talker? last, ConnectionSnapshot row, ConnectionRate rate) => new(
        row, Smooth(last?.Messages, rate.MessagesIn), Smooth(last?.BytesIn, rate.BytesIn), Smooth(last?.BytesOut, rate.BytesOut));

    private static double Smooth(double? before, double now) => before is { } known ? known + (Smoothing * (now - known)) : now;
}
