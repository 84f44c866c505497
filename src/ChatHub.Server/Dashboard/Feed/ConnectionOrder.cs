using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>How connections are sorted by a column.</summary>
internal static class ConnectionOrder
{
    public static Comparison<ConnectionSnapshot> Of(ConnectionColumn column, ConnectionList list) => column switch
    {
        ConnectionColumn.Name or ConnectionColumn.Remote or ConnectionColumn.Listener or ConnectionColumn.Alias or ConnectionColumn.Protocol or ConnectionColumn.Rooms
            or ConnectionColumn.Encoding or ConnectionColumn.Tls or ConnectionColumn.By => ByText(column, list),
        ConnectionColumn.InRate or ConnectionColumn.OutRate or ConnectionColumn.BytesInRate or ConnectionColumn.BytesOutRate => ByRate(column, list.Rates),
        ConnectionColumn.Connected => (left, right) => right.ConnectedAt.CompareTo(left.ConnectedAt),
        ConnectionColumn.Idle => (left, right) => right.LastActivityAt.CompareTo(left.LastActivityAt),
        ConnectionColumn.Unsent => (left, right) => Late(right.UnsentSince).CompareTo(Late(left.UnsentSince)),
        ConnectionColumn.Closed => (left, right) => Late(left.ClosedAt).CompareTo(Late(right.ClosedAt)),
        ConnectionColumn.Lifetime => (left, right) => (Late(left.ClosedAt) - left.ConnectedAt).CompareTo(Late(right.ClosedAt) - right.ConnectedAt),
        _ => (left, right) => Figure(column, left).CompareTo(Figure(column, right)),
    };

    private static Comparison<ConnectionSnapshot> ByText(ConnectionColumn column, ConnectionList list)
    {
        Func<ConnectionSnapshot, string> text = column switch
        {
            ConnectionColumn.Name => row => row.Name,
            ConnectionColumn.Remote => row => row.Remote,
            ConnectionColumn.Listener => row => row.Listener,
            ConnectionColumn.Alias => list.AliasOf,
            ConnectionColumn.Protocol => row => row.Protocol,
            ConnectionColumn.Rooms => row => row.Rooms,
            ConnectionColumn.Encoding => row => row.Encoding,
            ConnectionColumn.Tls => row => row.Tls ?? "",
            _ => row => row.ClosedBy ?? "",
        };
        return (left, right) => NaturalOrder.Compare(text(left), text(right));
    }

    private static Comparison<ConnectionSnapshot> ByRate(ConnectionColumn column, ConnectionRates rates)
    {
        Func<ConnectionRate, double> figure = column switch
        {
            ConnectionColumn.InRate => rate => rate.MessagesIn,
            ConnectionColumn.OutRate => rate => rate.MessagesOut,
            ConnectionColumn.BytesInRate => rate => rate.BytesIn,
            _ => rate => rate.BytesOut,
        };
        return (left, right) => figure(rates.Of(left.Id) ?? default).CompareTo(figure(rates.Of(right.Id) ?? default));
    }

    private static long Figure(ConnectionColumn column, ConnectionSnapshot row) => column switch
    {
        ConnectionColumn.MessagesIn => row.MessagesIn,
        ConnectionColumn.MessagesOut => row.MessagesOut,
        ConnectionColumn.BytesIn => row.BytesIn,
        ConnectionColumn.BytesOut => row.BytesOut,
        ConnectionColumn.Backlog => row.BacklogBytes,
        ConnectionColumn.Dropped => row.Dropped,
        ConnectionColumn.State => (long)row.State,
        ConnectionColumn.Reason => (long)row.Reason,
        _ => row.Id,
    };

    private static DateTimeOffset Late(DateTimeOffset? moment) => moment ?? DateTimeOffset.MaxValue;
}
