using System.Buffers.Text;
using System.Text.Json;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Api;

/// <summary>
/// An order of connections, and a place in it. A page goes on after the place of the last row (its sort key, then its number), not after a count of rows: connections that come
/// and go meanwhile neither repeat nor hide others.
/// </summary>
/// <param name="Name">The field, with <c>-</c> before it for the largest first.</param>
internal sealed record ConnectionSort(string Name)
{
    /// <summary>The order where none is asked for: the newest first.</summary>
    public const string Default = "-connectedAt";

    private static readonly Dictionary<string, Func<ConnectionSnapshot, Key>> s_fields = new(StringComparer.Ordinal)
    {
        ["id"] = row => new(row.Id, ""),
        ["connectedAt"] = row => new(row.ConnectedAt.UtcTicks, ""),
        ["closedAt"] = row => new(row.ClosedAt?.UtcTicks ?? long.MaxValue, ""),
        ["lastActivityAt"] = row => new(row.LastActivityAt.UtcTicks, ""),
        ["messagesIn"] = row => new(row.MessagesIn, ""),
        ["messagesOut"] = row => new(row.MessagesOut, ""),
        ["bytesIn"] = row => new(row.BytesIn, ""),
        ["bytesOut"] = row => new(row.BytesOut, ""),
        ["backlogBytes"] = row => new(row.BacklogBytes, ""),
        ["dropped"] = row => new(row.Dropped, ""),
        ["name"] = row => new(0, row.Name),
        ["remote"] = row => new(0, row.Remote),
        ["listener"] = row => new(0, row.Listener),
    };

    private readonly Func<ConnectionSnapshot, Key> _key = s_fields[Name.TrimStart('-')];

    private bool Descends => Name[0] == '-';

    /// <summary>Reads an order.</summary>
    /// <exception cref="ApiProblemException">There is no such field.</exception>
    public static ConnectionSort Parse(string name) => s_fields.ContainsKey(name.StartsWith('-') ? name[1..] : name)
        ? new(name)
        : throw new ApiProblemException("sort", $"sort is '{ApiQuery.Shown(name)}': expected one of {string.Join(", ", s_fields.Keys)}, with - before it for the largest first.");

    /// <summary>A page of the rows.</summary>
    /// <param name="rows">All that match, in no order.</param>
    /// <param name="cursor">Where the page before ended; null for the beginning.</param>
    /// <param name="limit">Most rows.</param>
    /// <returns>The rows, and the cursor of the next page; null when there is none.</returns>
    public (IReadOnlyList<ConnectionSnapshot> Rows, string? Next) Page(IEnumerable<ConnectionSnapshot> rows, string? cursor, int limit)
    {
        var after = cursor is null ? null : Read(cursor);
        var keyed = rows.Select(row => new Place(_key(row), row.Id, row)).Where(place => after is null || Compare(place, after) > 0).ToArray();
        Array.Sort(keyed, Compare);
        var page = keyed.Take(limit).ToArray();
        return ([.. page.Select(place => place.Row!)], keyed.Length > limit ? Write(page[^1]) : null);
    }

    private int Compare(Place left, Place right)
    {
        var order = left.Key.Number.CompareTo(right.Key.Number) is var byNumber and not 0 ? byNumber : string.CompareOrdinal(left.Key.Text, right.Key.Text);
        order = order != 0 ? order : left.Id.CompareTo(right.Id);
        return Descends ? -order : order;
    }

    private string Write(Place place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Cursor(Name, place.Key.Number, place.Key.Text, place.Id)));

    private Place Read(string cursor)
    {
        try
        {
            if (JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(cursor)) is { Text: not null } read && read.Sort == Name)
            {
                return new(new(read.Number, read.Text), read.Id, null);
            }
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            // said below
        }

        throw new ApiProblemException("cursor", $"cursor is '{ApiQuery.Shown(cursor)}': expected the value of next from a page of the same sort, which is {Name}.");
    }

    private readonly record struct Key(long Number, string Text);

    private sealed record Place(Key Key, long Id, ConnectionSnapshot? Row);

    private sealed record Cursor(string Sort, long Number, string Text, long Id);
}
