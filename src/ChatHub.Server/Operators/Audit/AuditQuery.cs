using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ChatHub.Server.Operators.Audit;

/// <summary>Which entries of the audit, as an address has it.</summary>
/// <param name="Who">Name of the account or key, in any case; empty for all.</param>
/// <param name="Act">What; empty for all.</param>
/// <param name="Outcome">How it ended; null for all.</param>
/// <param name="Text">What is in target, detail or address; empty for all.</param>
/// <param name="From">From which moment on, UTC; null for the first.</param>
/// <param name="To">Up to which moment, UTC, without it; null for the last.</param>
/// <param name="Before">Only those before this number; null for the newest.</param>
public sealed record AuditQuery(string Who = "", string Act = "", AuditOutcome? Outcome = null, string Text = "", DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null)
{
    private const int MostCharacters = 100;

    /// <summary>The names of the parts of the address.</summary>
    public static IReadOnlyList<string> Names { get; } = ["who", "act", "outcome", "q", "from", "to", "before"];

    /// <summary>Reads an address.</summary>
    /// <param name="query">The part behind the question mark.</param>
    /// <param name="wrong">Gets the names of what cannot be understood.</param>
    public static AuditQuery Read(IEnumerable<KeyValuePair<string, StringValues>> query, ICollection<string>? wrong = null)
    {
        var read = new AuditQuery();
        foreach (var (name, values) in query)
        {
            var value = values.ToString().Trim();
            read = (name, value) switch
            {
                (_, "") => read,
                ("who", { Length: <= MostCharacters }) => read with { Who = value },
                ("act", { Length: <= MostCharacters }) => read with { Act = value },
                ("q", { Length: <= MostCharacters }) => read with { Text = value },
                ("outcome", _) when Enum.GetNames<AuditOutcome>().FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } known => read with { Outcome = Enum.Parse<AuditOutcome>(known) },
                ("from", _) when Moment(value) is { } from => read with { From = from },
                ("to", _) when Moment(value) is { } to => read with { To = to },
                ("before", _) when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var before) => read with { Before = before },
                _ => Wrong(name),
            };
        }

        return read;

        AuditQuery Wrong(string name)
        {
            wrong?.Add(name);
            return read;
        }
    }

    /// <summary>The part of an address from the question mark on; empty for all entries.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["who"] = Some(Who),
        ["act"] = Some(Act),
        ["outcome"] = Outcome?.ToString().ToLowerInvariant(),
        ["q"] = Some(Text),
        ["from"] = From?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && moment.Year is >= 1970 and < 9999 ? moment : null;
}
