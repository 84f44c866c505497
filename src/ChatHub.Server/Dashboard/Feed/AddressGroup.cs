using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>The connections from one address.</summary>
/// <param name="Address">The address, without a port.</param>
/// <param name="Rows">Its connections, in the order of the query.</param>
/// <param name="Rate">What they did together in the last second.</param>
public sealed record AddressGroup(string Address, IReadOnlyList<ConnectionSnapshot> Rows, ConnectionRate Rate)
{
    /// <summary>Bytes that wait for them.</summary>
    public long BacklogBytes => Rows.Sum(row => row.BacklogBytes);

    /// <summary>Groups rows, the largest group first.</summary>
    public static AddressGroup[] Of(IEnumerable<ConnectionSnapshot> rows, ConnectionRates rates) =>
    [
        .. rows.GroupBy(row => ClientAddress.Of(row.Remote).ToString(), StringComparer.Ordinal)
            .Select(group => new AddressGroup(group.Key, [.. group], Sum(group, rates)))
            .OrderByDescending(group => group.Rows.Count)
            .ThenBy(group => group.Address, Comparer<string>.Create(NaturalOrder.Compare)),
    ];

    private static ConnectionRate Sum(IEnumerable<ConnectionSnapshot> rows, ConnectionRates rates)
    {
        var sum = default(ConnectionRate);
        foreach (var row in rows)
        {
            var one = rates.Of(row.Id) ?? default;
            sum = new(sum.MessagesIn + one.MessagesIn, sum.MessagesOut + one.MessagesOut, sum.BytesIn + one.BytesIn, sum.BytesOut + one.BytesOut);
        }

        return sum;
    }
}
