using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>
/// What an operator typed to find connections: words that must occur somewhere, and conditions on fields: <c>listener:relay idle&gt;5m backlog&gt;1MB
/// -room:lobby name:"Zhang San"</c>. All must hold; case does not matter. A word that only looks like a condition (<c>192.0.2.1:5000</c>) is a word.
/// </summary>
public sealed class ConnectionFilter
{
    private readonly List<ConnectionTerm> _terms = [];

    private ConnectionFilter()
    {
    }

    /// <summary>Whether it lets everything through.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>What was not understood and is left out.</summary>
    public IReadOnlyList<FilterProblem> Problems { get; private init; } = [];

    /// <summary>Reads a filter.</summary>
    public static ConnectionFilter Parse(string text)
    {
        var problems = new List<FilterProblem>();
        var filter = new ConnectionFilter { Problems = problems };
        foreach (var written in Split(text))
        {
            if (ConnectionTerm.Parse(written, out var problem) is { } term)
            {
                filter._terms.Add(term);
            }
            else if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        return filter;
    }

    /// <summary>Whether all of it holds for a connection.</summary>
    public bool Matches(ConnectionSnapshot row, ConnectionList list)
    {
        foreach (var term in _terms)
        {
            if (!term.Holds(row, list))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a filter has this condition, written this way.</summary>
    public static bool Has(string text, string term) => Split(text).Contains(term, StringComparer.OrdinalIgnoreCase);

    /// <summary>The filter with a condition added; without it, where it is there already.</summary>
    public static string Toggle(string text, string term) =>
        string.Join(' ', Has(text, term) ? Split(text).Where(one => !one.Equals(term, StringComparison.OrdinalIgnoreCase)) : Split(text).Append(term));

    /// <summary>Cuts at spaces that stand in no quotes.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var quoted = false;
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == '"')
            {
                quoted = !quoted;
            }

            if (at == text.Length || (text[at] == ' ' && !quoted))
            {
                if (at > start)
                {
                    parts.Add(text[start..at]);
                }

                start = at + 1;
            }
        }

        return parts;
    }
}

/// <summary>What a figure in a filter is.</summary>
public enum FilterUnit : byte
{
    /// <summary>A plain number, like 10, 5k.</summary>
    Number,

    /// <summary>A time, like 30s, 5m, 2h, 1d; seconds without a unit.</summary>
    Time,

    /// <summary>A size, like 500, 10KB, 1MB.</summary>
    Bytes,
}

/// <summary>A condition that was not understood.</summary>
/// <param name="Term">As it was written.</param>
/// <param name="Expected">What was expected after the sign.</param>
public sealed record FilterProblem(string Term, FilterUnit Expected);
