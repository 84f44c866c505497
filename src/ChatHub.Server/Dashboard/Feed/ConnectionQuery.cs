using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>Which connections to show, in which order.</summary>
/// <param name="Filter">Words and conditions, see <see cref="ConnectionFilter"/>.</param>
/// <param name="Column">By what to sort; the number decides between equals.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="Lagging">Only those for which bytes wait.</param>
public sealed record ConnectionQuery(string Filter = "", ConnectionColumn Column = ConnectionColumn.Id, bool Descending = false, bool Lagging = false)
{
    /// <summary>The matching rows, sorted.</summary>
    public ConnectionSnapshot[] Apply(ConnectionList list)
    {
        var filter = ConnectionFilter.Parse(Filter);
        var found = filter.IsEmpty && !Lagging ? list.Rows.ToArray() : list.Rows.Where(row => (!Lagging || row.BacklogBytes > 0) && filter.Matches(row, list)).ToArray();
        var sign = Descending ? -1 : 1;
        var by = ConnectionOrder.Of(Column, list);
        Array.Sort(found, (left, right) => by(left, right) is var order and not 0 ? sign * order : left.Id.CompareTo(right.Id));
        return found;
    }
}
