using System.Globalization;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>The fields of a connection that a filter can name.</summary>
internal static class ConnectionFields
{
    private static readonly (string Suffix, double Factor)[] s_times = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600), ("d", 86_400), ("", 1)];
    private static readonly (string Suffix, double Factor)[] s_bytes = [("kb", 1024), ("mb", 1024 * 1024), ("gb", 1024.0 * 1024 * 1024), ("k", 1024), ("m", 1024 * 1024), ("g", 1024.0 * 1024 * 1024), ("b", 1), ("", 1)];
    private static readonly (string Suffix, double Factor)[] s_numbers = [("k", 1_000), ("m", 1_000_000), ("", 1)];

    /// <summary>Those with a text.</summary>
    public static IReadOnlyDictionary<string, Text> Texts { get; } = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        ["name"] = new(false, (row, _) => row.Name),
        ["alias"] = new(false, (row, list) => list.AliasOf(row)),
        ["remote"] = new(false, (row, _) => row.Remote),
        ["address"] = new(true, (row, _) => ClientAddress.Of(row.Remote).ToString()),
        ["listener"] = new(true, (row, _) => row.Listener),
        ["protocol"] = new(true, (row, _) => row.Protocol),
        ["room"] = new(true, (row, _) => row.Room),
        ["encoding"] = new(true, (row, _) => row.Encoding),
        ["tls"] = new(false, (row, _) => row.Tls ?? ""),
        ["state"] = new(true, (row, _) => row.State.ToString()),
        ["reason"] = new(true, (row, _) => row.Reason.ToString()),
        ["by"] = new(true, (row, _) => row.ClosedBy ?? ""),
        ["is"] = new(true, (row, _) => row.MutedUntil is not null ? "muted" : "") { Also = row => row.ThrottledUntil is not null ? "throttled" : "" },
    };

    /// <summary>Those with a figure. Times are in seconds.</summary>
    public static IReadOnlyDictionary<string, Figure> Figures { get; } = new Dictionary<string, Figure>(StringComparer.Ordinal)
    {
        ["id"] = new(FilterUnit.Number, (row, _) => row.Id),
        ["connected"] = new(FilterUnit.Time, (row, list) => ((row.ClosedAt ?? list.At) - row.ConnectedAt).TotalSeconds),
        ["idle"] = new(FilterUnit.Time, (row, list) => ((row.ClosedAt ?? list.At) - row.LastActivityAt).TotalSeconds),
        ["unsent"] = new(FilterUnit.Time, (row, list) => row.UnsentSince is { } since ? (list.At - since).TotalSeconds : null),
        ["closed"] = new(FilterUnit.Time, (row, list) => row.ClosedAt is { } closed ? (list.At - closed).TotalSeconds : null),
        ["in"] = new(FilterUnit.Number, (row, _) => row.MessagesIn),
        ["out"] = new(FilterUnit.Number, (row, _) => row.MessagesOut),
        ["inrate"] = new(FilterUnit.Number, (row, list) => list.Rates.Of(row.Id)?.MessagesIn),
        ["outrate"] = new(FilterUnit.Number, (row, list) => list.Rates.Of(row.Id)?.MessagesOut),
        ["bytesin"] = new(FilterUnit.Bytes, (row, _) => row.BytesIn),
        ["bytesout"] = new(FilterUnit.Bytes, (row, _) => row.BytesOut),
        ["backlog"] = new(FilterUnit.Bytes, (row, _) => row.BacklogBytes),
        ["dropped"] = new(FilterUnit.Number, (row, _) => row.Dropped),
    };

    /// <summary>Reads a figure; null when it is none.</summary>
    public static double? Read(string value, FilterUnit unit)
    {
        foreach (var (suffix, factor) in unit switch { FilterUnit.Time => s_times, FilterUnit.Bytes => s_bytes, _ => s_numbers })
        {
            if (value.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) &&
                double.TryParse(value.AsSpan(0, value.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return number * factor;
            }
        }

        return null;
    }

    /// <summary>A field with a text.</summary>
    /// <param name="Whole">Whether <c>:</c> asks for all of the text, as <c>=</c> does everywhere; otherwise for a part of it.</param>
    /// <param name="Of">The text.</param>
    public sealed record Text(bool Whole, Func<ConnectionSnapshot, ConnectionList, string> Of)
    {
        /// <summary>A second text of which one holds as well as the first.</summary>
        public Func<ConnectionSnapshot, string> Also { get; init; } = static _ => "";

        public Func<ConnectionSnapshot, ConnectionList, bool> Condition(string value, bool whole) => whole || Whole
            ? (row, list) => Of(row, list).Equals(value, StringComparison.OrdinalIgnoreCase) || Also(row).Equals(value, StringComparison.OrdinalIgnoreCase)
            : (row, list) => Of(row, list).Contains(value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A field with a figure.</summary>
    /// <param name="Unit">What it is.</param>
    /// <param name="Of">The figure; null where a connection has none, and then no condition holds.</param>
    public sealed record Figure(FilterUnit Unit, Func<ConnectionSnapshot, ConnectionList, double?> Of);
}
