using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>One word or condition of a <see cref="ConnectionFilter"/>.</summary>
internal sealed class ConnectionTerm
{
    private static readonly string[] s_signs = [">=", "<=", ">", "<", ":", "="];

    private readonly Func<ConnectionSnapshot, ConnectionList, bool> _holds;
    private readonly bool _not;

    private ConnectionTerm(bool not, Func<ConnectionSnapshot, ConnectionList, bool> holds) => (_not, _holds) = (not, holds);

    public bool Holds(ConnectionSnapshot row, ConnectionList list) => _holds(row, list) != _not;

    /// <returns>Null where there is no condition in it: what comes after the sign is missing still, or was not understood (<paramref name="problem"/>).</returns>
    public static ConnectionTerm? Parse(string written, out FilterProblem? problem)
    {
        problem = null;
        var not = written is ['-', _, ..];
        var term = not ? written[1..] : written;
        var at = term.IndexOfAny([':', '=', '<', '>']);
        if (at > 0)
        {
            var field = term[..at].ToLowerInvariant();
            var sign = Array.Find(s_signs, one => term.AsSpan(at).StartsWith(one))!;
            var value = term[(at + sign.Length)..].Replace("\"", "", StringComparison.Ordinal);
            if (ConnectionFields.Texts.TryGetValue(field, out var text) && sign is ":" or "=")
            {
                return value.Length == 0 ? null : new(not, text!.Condition(value, whole: sign == "="));
            }

            if (ConnectionFields.Figures.TryGetValue(field, out var figure))
            {
                return value.Length == 0 ? null : Figure(written, not, sign, value, figure, out problem);
            }
        }

        return Word(not, term.Replace("\"", "", StringComparison.Ordinal));
    }

    private static ConnectionTerm? Figure(string written, bool not, string sign, string value, ConnectionFields.Figure figure, out FilterProblem? problem)
    {
        problem = null;
        if (ConnectionFields.Read(value, figure.Unit) is not { } wanted)
        {
            problem = new(written, figure.Unit);
            return null;
        }

        return new(not, (row, list) => figure.Of(row, list) is { } is_ && sign switch
        {
            ">" => is_ > wanted,
            "<" => is_ < wanted,
            ">=" => is_ >= wanted,
            "<=" => is_ <= wanted,
            _ => Math.Floor(is_) == Math.Floor(wanted),
        });
    }

    private static ConnectionTerm? Word(bool not, string word)
    {
        if (word.Length == 0)
        {
            return null;
        }

        var number = long.TryParse(word.StartsWith('#') ? word[1..] : word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
        var (states, reasons) = (StatesOf(word), ReasonsOf(word));
        return new(not, (row, list) => row.Id == number || Has(row.Name, word) || Has(row.Remote, word) || Has(row.Listener, word) || Has(row.Protocol, word)
            || Has(row.Room, word) || Has(row.Rooms, word) || Has(list.AliasOf(row), word) || Is(row.Encoding, word) || (row.Tls is { } tls && (Is(tls, word) || Is("tls", word))) || Has(row.ClosedBy ?? "", word)
            || Has(row.ClosedWhy ?? "", word) || states.Contains(row.State) || reasons.Contains(row.Reason));
    }

    /// <summary>The states that a whole word names, in any language: a part of one, <c>en</c> of <c>open</c>, would find all.</summary>
    private static HashSet<ConnectionState> StatesOf(string word) =>
        [.. Enum.GetValues<ConnectionState>().Where(state => TextCatalog.All.Select(texts => texts.StateName(state)).Append(state.ToString()).Any(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>The reasons of an end that have a word in them, in any language.</summary>
    private static HashSet<DisconnectReason> ReasonsOf(string word) =>
        [.. Enum.GetValues<DisconnectReason>().Where(reason => reason != DisconnectReason.None && TextCatalog.All.Select(texts => texts.Because(reason)).Append(reason.ToString()).Any(name => Has(name, word)))];

    /// <summary>A part of what nearly all have, <c>u</c> of <c>utf-8</c>, would find all.</summary>
    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
