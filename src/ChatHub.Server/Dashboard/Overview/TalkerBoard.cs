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
/// Who sends and gets the most: rates out of the lists of connections that the feed has read anyway, smoothed over some seconds, made once for all viewers
/// and only while one asks.
/// </summary>
internal sealed class TalkerBoard
{
    private const double Smoothing = 0.35; // share of the newest second: what was 5 seconds ago counts a tenth

    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Dictionary<long, Talker> _talkers = [];
    private IReadOnlyDictionary<string, ListenerRates> _listeners = new Dictionary<string, ListenerRates>();
    private DateTimeOffset _at;

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
        var passed = list.At - _at;
        if (passed >= TimeSpan.Zero && passed < s_least)
        {
            return;
        }

        var before = passed > s_most || passed < TimeSpan.Zero ? [] : _talkers; // nobody looked for a while: rates begin anew
        var now = new Dictionary<long, Talker>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            now[row.Id] = before.GetValueOrDefault(row.Id) is { } last ? Next(last, row, passed.TotalSeconds) : new(row, 0, 0, 0);
        }

        (_talkers, _at) = (now, list.At);
        _listeners = now.Values.GroupBy(talker => talker.Connection.Listener).ToDictionary(
            group => group.Key, group => new ListenerRates(group.Sum(one => one.Messages), group.Sum(one => one.BytesIn), group.Sum(one => one.BytesOut)));
    }

    private static Talker Next(Talker last, ConnectionSnapshot row, double seconds) => new(
        row,
        Smooth(last.Messages, (row.MessagesIn - last.Connection.MessagesIn) / seconds),
        Smooth(last.BytesIn, (row.BytesIn - last.Connection.BytesIn) / seconds),
        Smooth(last.BytesOut, (row.BytesOut - last.Connection.BytesOut) / seconds));

    private static double Smooth(double before, double now) => before + (Smoothing * (now - before));
}
