using System.Globalization;
using ChatHub.Server.Dashboard.Feed;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>
/// What the page of connections shows, as its address says it: a link shows a colleague the same. Two addresses are the same view when their texts
/// (<see cref="ToString"/>) are.
/// </summary>
/// <param name="Query">Which connections, in which order.</param>
/// <param name="Closed">Those that have ended, instead of the open ones.</param>
/// <param name="Grouped">Gathered by address.</param>
/// <param name="Columns">The columns; null for those at first.</param>
/// <param name="Open">Number of the one whose detail is open.</param>
public sealed record ConnectionsAddress(ConnectionQuery Query, bool Closed = false, bool Grouped = false, string? Columns = null, long? Open = null)
{
    /// <summary>Path of the page.</summary>
    public const string Path = "connections";

    private const int MostFilterCharacters = 200;

    /// <summary>All open connections.</summary>
    public static ConnectionsAddress All { get; } = new(First(false));

    /// <summary>The order at first: the open ones by number, the closed ones newest first.</summary>
    public static ConnectionQuery First(bool closed) => closed ? new("", ConnectionColumn.Closed, true) : new();

    /// <summary>The view that an address shows. What it does not understand is left out.</summary>
    public static ConnectionsAddress Parse(string uri)
    {
        var values = QueryHelpers.ParseQuery(uri.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? uri[at..].Split('#')[0] : "");
        var closed = One("state") == "closed";
        var query = First(closed) with { Filter = One("q") is var filter && filter.Length <= MostFilterCharacters ? filter.Trim() : "", Lagging = !closed && One("lagging") == "true" };
        if (One("sort") is { Length: > 0 } sort && ConnectionField.Find(sort.TrimStart('-')) is { IsSortable: true } field)
        {
            query = query with { Column = field.Column, Descending = sort[0] == '-' };
        }

        var columns = ConnectionField.Key(ConnectionField.Read(One("columns"), closed), closed);
        return new(query, closed, !closed && One("group") == "address", columns, long.TryParse(One("open"), NumberStyles.None, CultureInfo.InvariantCulture, out var open) ? open : null);

        string One(string name) => values.TryGetValue(name, out var found) ? found[0] ?? "" : "";
    }

    /// <summary>The address below the root: <c>connections?q=idle%3E5m</c>.</summary>
    public override string ToString()
    {
        var first = First(Closed);
        (string Name, string? Value)[] parts =
        [
            ("state", Closed ? "closed" : null),
            ("q", Query.Filter is { Length: > 0 } filter ? filter : null),
            ("lagging", Query.Lagging ? "true" : null),
            ("group", Grouped ? "address" : null),
            ("sort", (Query.Column, Query.Descending) == (first.Column, first.Descending) ? null : (Query.Descending ? "-" : "") + ConnectionField.Of(Query.Column).Key()),
            ("columns", Columns),
            ("open", Open?.ToString(CultureInfo.InvariantCulture)),
        ];
        return parts.Where(part => part.Value is not null).Aggregate(Path, (address, part) => QueryHelpers.AddQueryString(address, part.Name, part.Value!));
    }
}
