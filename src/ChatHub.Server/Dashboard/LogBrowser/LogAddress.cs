using System.Globalization;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>
/// What the page of messages shows, as its address says it: a link shows a colleague the same. Two addresses are the same view when their texts
/// (<see cref="ToString"/>) are.
/// </summary>
/// <param name="Query">Which entries.</param>
/// <param name="At">Number of the entry on top; null for the newest, followed.</param>
/// <param name="Around">Number of the entry in the middle, set off; takes the place of <paramref name="At"/>.</param>
/// <param name="Open">Number of the entry whose detail is open.</param>
public sealed record LogAddress(MessageQuery Query, long? At = null, long? Around = null, long? Open = null)
{
    /// <summary>Path of the page.</summary>
    public const string Path = "messages";

    /// <summary>The newest entries, all of them, followed.</summary>
    public static LogAddress Live { get; } = new(MessageQuery.All);

    /// <summary>The filter alone, as the export takes it too; without a question mark, empty for all entries.</summary>
    public string Filter => MessageQueryUrl.Write(Query);

    /// <summary>What was wrong with the address and is left out, as sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The view that an address shows.</summary>
    public static LogAddress Parse(string uri)
    {
        var values = QueryHelpers.ParseQuery(uri.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? uri[at..].Split('#')[0] : "");
        var problems = new List<QueryProblem>();
        var query = MessageQueryUrl.Read(values, problems);
        return new(query, Number("at"), Number("around"), Number("open")) { Problems = [.. problems.Select(problem => problem.Detail)] };

        long? Number(string name) =>
            values.TryGetValue(name, out var found) && long.TryParse(found[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    /// <summary>The address below the root: <c>messages?q=hello</c>.</summary>
    public override string ToString()
    {
        (string Name, long? Id)[] places = [("at", Around is null ? At : null), ("around", Around), ("open", Open)];
        var parts = places.Where(place => place.Id is not null).Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Name}={place.Id}"));
        return string.Join('&', parts.Prepend(Filter).Where(part => part.Length > 0)) is { Length: > 0 } query ? $"{Path}?{query}" : Path;
    }

    /// <summary>Whether both show the same entries at the same place.</summary>
    public bool ShowsTheSame(LogAddress other) => Filter == other.Filter && At == other.At && Around == other.Around;
}
