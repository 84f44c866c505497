using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Search;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Something wrong in the query part of an address.</summary>
/// <param name="Field">Name of the parameter.</param>
/// <param name="Detail">What is wrong and what is allowed, as a sentence that names the parameter.</param>
public sealed record QueryProblem(string Field, string Detail);

/// <summary>
/// A <see cref="MessageQuery"/> as the query part of an address, the same for the page and the API:
/// <c>q room listener connection sender remote kind from to</c>. Other parameters are left to who knows them.
/// </summary>
public static class MessageQueryUrl
{
    /// <summary>Most characters of a name or an endpoint.</summary>
    public const int MostNameCharacters = 256;

    private static readonly MessageKind[] s_kinds = Enum.GetValues<MessageKind>();

    private static readonly string[] s_times =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The names of the parameters, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Names { get; } = ["q", "room", "listener", "connection", "sender", "remote", "kind", "from", "to"];

    /// <summary>Reads the parameters; an empty value is none.</summary>
    /// <param name="parameters">Those of the address, decoded.</param>
    /// <param name="problems">Gets one for each that is wrong; such a one is left out of the query.</param>
    public static MessageQuery Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, ICollection<QueryProblem> problems)
    {
        var query = new MessageQuery();
        foreach (var (name, values) in parameters)
        {
            if (name == "kind")
            {
                query = query with { Kinds = Kinds(values, problems) };
            }
            else if (values.Count > 1 && Names.Contains(name))
            {
                problems.Add(new(name, $"{name} is given {values.Count} times: expected once."));
            }
            else if (values is [{ Length: > 0 } value])
            {
                query = Read(query, name, value, problems);
            }
        }

        if (query is { From: { } from, To: { } to } && from >= to)
        {
            problems.Add(new("to", $"to is '{Time(to)}': expected a time after from, which is '{Time(from)}'."));
        }

        return query;
    }

    /// <summary>Writes a query, without a question mark; empty for all entries. Reading it gives an equal query.</summary>
    public static string Write(MessageQuery query)
    {
        var address = "";
        foreach (var (name, value) in Parameters(query))
        {
            address = string.IsNullOrEmpty(value) ? address : QueryHelpers.AddQueryString(address, name, value);
        }

        return address.TrimStart('?');
    }

    private static (string Name, string? Value)[] Parameters(MessageQuery query) =>
    [
        ("q", query.Text),
        ("room", query.Room),
        ("listener", query.Listener),
        ("connection", query.Connection?.ToString(CultureInfo.InvariantCulture)),
        ("sender", query.Sender),
        ("remote", query.Remote),
        ("kind", query.Kinds is { } kinds ? string.Join(',', kinds.Distinct().Order().Select(KindName)) : null),
        ("from", query.From is { } from ? Time(from) : null),
        ("to", query.To is { } to ? Time(to) : null),
    ];

    private static MessageQuery Read(MessageQuery query, string name, string value, ICollection<QueryProblem> problems)
    {
        switch (name)
        {
            case "q":
                return query with { Text = Text(value, problems) };
            case "room":
                return query with { Room = Name(name, value, problems) };
            case "listener":
                return query with { Listener = Name(name, value, problems) };
            case "sender":
                return query with { Sender = Name(name, value, problems) };
            case "remote":
                return query with { Remote = Name(name, value, problems) };
            case "connection" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var connection):
                return query with { Connection = connection };
            case "connection":
                problems.Add(new(name, $"connection is '{Shown(value)}': expected the number of a connection, like 42."));
                return query;
            case "from":
                return query with { From = Time(name, value, problems) };
            case "to":
                return query with { To = Time(name, value, problems) };
            default:
                return query;
        }
    }

    private static string? Text(string value, ICollection<QueryProblem> problems)
    {
        try
        {
            return SearchText.Parse(value) is null ? null : value;
        }
        catch (MessageQueryException wrong)
        {
            problems.Add(new("q", $"q is '{Shown(value)}': {wrong.Message}"));
            return null;
        }
    }

    private static string? Name(string name, string value, ICollection<QueryProblem> problems)
    {
        if (value.Length <= MostNameCharacters)
        {
            return value;
        }

        problems.Add(new(name, $"{name} has {value.Length} characters: expected at most {MostNameCharacters}."));
        return null;
    }

    private static List<MessageKind>? Kinds(StringValues values, ICollection<QueryProblem> problems)
    {
        var kinds = new List<MessageKind>();
        foreach (var name in values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var at = Array.FindIndex(s_kinds, kind => KindName(kind).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0)
            {
                kinds.Add(s_kinds[at]);
            }
            else
            {
                problems.Add(new("kind", $"kind is '{Shown(name)}': expected some of {string.Join(", ", s_kinds.Select(KindName))}, with commas between."));
            }
        }

        return kinds.Count > 0 ? [.. kinds.Distinct().Order()] : null;
    }

    private static DateTimeOffset? Time(string name, string value, ICollection<QueryProblem> problems)
    {
        var text = value.Length > 10 ? value.Replace(' ', '+') : value; // a plus sign that was not encoded
        if (DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        problems.Add(new(name, $"{name} is '{Shown(value)}': expected a date or time like 2026-11-23, 2026-11-23T08:30:00Z or 2026-11-23T16:30:00+08:00; UTC without an offset."));
        return null;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "Lower case is how the names are written.")]
    private static string KindName(MessageKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A value as an answer may repeat it.</summary>
    private static string Shown(string value) => VisibleText.Of(value.Length > 60 ? value[..60] + "…" : value);
}
