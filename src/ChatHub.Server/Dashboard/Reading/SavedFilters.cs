using System.Text.Json;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>A filter with a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">The filter, as an address has it.</param>
public sealed record SavedFilter(string Name, string Filter);

/// <summary>The filters that a viewer's browser keeps.</summary>
public static class SavedFilters
{
    /// <summary>Most filters.</summary>
    public const int Most = 30;

    /// <summary>Most characters of a name.</summary>
    public const int MostName = 40;

    private const int MostFilter = 2_000;

    /// <summary>What a browser kept; what cannot be used of it is left out.</summary>
    public static IReadOnlyList<SavedFilter> Parse(string kept)
    {
        try
        {
            return kept.Length is 0 or > 100_000 ? [] : Checked(JsonSerializer.Deserialize<SavedFilter?[]>(kept) ?? []);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>With one more at the end; one of the same name goes.</summary>
    public static IReadOnlyList<SavedFilter> With(this IReadOnlyList<SavedFilter> filters, SavedFilter added) =>
        Checked([.. filters.Where(one => one.Name != added.Name), added]);

    /// <summary>With one at a place; one of the same name goes.</summary>
    public static IReadOnlyList<SavedFilter> With(this IReadOnlyList<SavedFilter> filters, SavedFilter added, int at)
    {
        var others = filters.Where(one => one.Name != added.Name).ToList();
        others.Insert(Math.Min(at, others.Count), added);
        return Checked(others);
    }

    /// <summary>As the browser keeps them.</summary>
    public static string Write(this IReadOnlyList<SavedFilter> filters) => JsonSerializer.Serialize(filters);

    private static SavedFilter[] Checked(IEnumerable<SavedFilter?> filters) =>
        [.. filters.OfType<SavedFilter>().Where(one => one is { Name.Length: > 0 and <= MostName, Filter.Length: > 0 and <= MostFilter }).TakeLast(Most)];
}
