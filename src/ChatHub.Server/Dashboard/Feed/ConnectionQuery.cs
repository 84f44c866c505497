using System.Globalization;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>By what the table of connections can be sorted.</summary>
public enum ConnectionColumn : byte
{
    /// <summary>Its number.</summary>
    Id,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>The remote endpoint.</summary>
    Remote,

    /// <summary>The listener.</summary>
    Listener,

    /// <summary>How long it has been connected.</summary>
    Connected,

    /// <summary>How long it has been silent.</summary>
    Idle,

    /// <summary>Messages from it.</summary>
    MessagesIn,

    /// <summary>Messages to it.</summary>
    MessagesOut,

    /// <summary>Bytes from it.</summary>
    BytesIn,

    /// <summary>Bytes to it.</summary>
    BytesOut,

    /// <summary>Bytes that wait for it.</summary>
    Backlog,
}

/// <summary>Which connections to show, in which order.</summary>
/// <param name="Filter">Words that must all occur in the number, name, remote, listener, protocol or room; case does not matter.</param>
/// <param name="Column">By what to sort; the number decides between equals.</param>
/// <param name="Descending">Largest first.</param>
public sealed record ConnectionQuery(string Filter = "", ConnectionColumn Column = ConnectionColumn.Id, bool Descending = false)
{
    /// <summary>The matching rows, sorted.</summary>
    public ConnectionSnapshot[] Apply(IReadOnlyList<ConnectionSnapshot> rows)
    {
        var words = Filter.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = words.Length == 0 ? rows.ToArray() : rows.Where(row => Matches(row, words)).ToArray();
        var sign = Descending ? -1 : 1;
        var by = ComparisonOf(Column);
        Array.Sort(found, (left, right) => by(left, right) is var order and not 0 ? sign * order : left.Id.CompareTo(right.Id));
        return found;
    }

    private static bool Matches(ConnectionSnapshot row, string[] words) => Array.TrueForAll(words, word =>
        Has(row.Name, word) || Has(row.Remote, word) || Has(row.Listener, word) || Has(row.Protocol, word) || Has(row.Room, word) ||
        string.Create(CultureInfo.InvariantCulture, $"#{row.Id}").Equals(word.StartsWith('#') ? word : $"#{word}", StringComparison.Ordinal));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static Comparison<ConnectionSnapshot> ComparisonOf(ConnectionColumn column) => column switch
    {
        ConnectionColumn.Name => (left, right) => NaturalOrder.Compare(left.Name, right.Name),
        ConnectionColumn.Remote => (left, right) => NaturalOrder.Compare(left.Remote, right.Remote),
        ConnectionColumn.Listener => (left, right) => NaturalOrder.Compare(left.Listener, right.Listener),
        ConnectionColumn.Connected => (left, right) => right.ConnectedAt.CompareTo(left.ConnectedAt),
        ConnectionColumn.Idle => (left, right) => right.LastActivityAt.CompareTo(left.LastActivityAt),
        ConnectionColumn.MessagesIn => (left, right) => left.MessagesIn.CompareTo(right.MessagesIn),
        ConnectionColumn.MessagesOut => (left, right) => left.MessagesOut.CompareTo(right.MessagesOut),
        ConnectionColumn.BytesIn => (left, right) => left.BytesIn.CompareTo(right.BytesIn),
        ConnectionColumn.BytesOut => (left, right) => left.BytesOut.CompareTo(right.BytesOut),
        ConnectionColumn.Backlog => (left, right) => left.BacklogBytes.CompareTo(right.BacklogBytes),
        _ => (left, right) => left.Id.CompareTo(right.Id),
    };
}
