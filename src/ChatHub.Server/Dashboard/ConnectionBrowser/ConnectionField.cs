using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>A row as its cells see it.</summary>
/// <param name="Row">The connection.</param>
/// <param name="List">The list that it stands in.</param>
/// <param name="Texts">In which language.</param>
/// <param name="Viewer">For whom.</param>
public readonly record struct ConnectionCell(ConnectionSnapshot Row, ConnectionList List, UiTexts Texts, Viewer Viewer);

/// <summary>A column that the page of connections can show.</summary>
/// <param name="Column">Which.</param>
/// <param name="Least">Its least width in pixels.</param>
/// <param name="Share">Its share of the width that is left; 0 for figures, which do not grow.</param>
/// <param name="Name">What stands on top.</param>
/// <param name="Hint">What it means.</param>
/// <param name="Text">What stands in a cell.</param>
public sealed record ConnectionField(
    ConnectionColumn Column, int Least, double Share, Func<UiTexts, string> Name, Func<UiTexts, string> Hint, Func<ConnectionCell, string> Text)
{
    private const string None = "–";

    private static readonly ConnectionField[] s_all =
    [
        new(ConnectionColumn.Id, 62, 0, texts => texts.Number, texts => texts.NumberLong, cell => cell.Row.Id.ToString(CultureInfo.InvariantCulture)),
        new(ConnectionColumn.Name, 112, 1, texts => texts.Name, texts => texts.Name, cell => MarkedText.Of(cell.Row.Name)),
        new(ConnectionColumn.Alias, 104, 1.5, texts => texts.Alias, texts => texts.AliasLong, cell => cell.List.AliasOf(cell.Row)),
        new(ConnectionColumn.Remote, 166, .4, texts => texts.Remote, texts => texts.Remote, cell => cell.Row.Remote),
        new(ConnectionColumn.Listener, 66, .5, texts => texts.Listener, texts => texts.Listener, cell => cell.Row.Listener),
        new(ConnectionColumn.Protocol, 66, .3, texts => texts.Protocol, texts => texts.Protocol, cell => cell.Row.Protocol),
        new(ConnectionColumn.Rooms, 76, .6, texts => texts.Rooms, texts => texts.Rooms, cell => MarkedText.Of(cell.Row.Rooms)),
        new(ConnectionColumn.State, 74, .2, texts => texts.State, texts => texts.State, cell => cell.Texts.StateName(cell.Row.State)),
        new(ConnectionColumn.Connected, 80, 0, texts => texts.ConnectedFor, texts => texts.ConnectedFor, cell => cell.Texts.Duration(cell.List.At - cell.Row.ConnectedAt)),
        new(ConnectionColumn.Idle, 72, 0, texts => texts.Idle, texts => texts.Idle, cell => cell.Texts.Duration(cell.List.At - cell.Row.LastActivityAt)),
        new(ConnectionColumn.MessagesIn, 66, 0, texts => texts.MessagesInShort, texts => texts.MessagesInLong, cell => Format.Count(cell.Row.MessagesIn)),
        new(ConnectionColumn.InRate, 52, 0, texts => texts.InRate, texts => texts.InRateLong, cell => Format.Rate(Rate(cell)?.MessagesIn)),
        new(ConnectionColumn.MessagesOut, 72, 0, texts => texts.MessagesOutShort, texts => texts.MessagesOutLong, cell => Format.Count(cell.Row.MessagesOut)),
        new(ConnectionColumn.OutRate, 56, 0, texts => texts.OutRate, texts => texts.OutRateLong, cell => Format.Rate(Rate(cell)?.MessagesOut)),
        new(ConnectionColumn.BytesIn, 68, 0, texts => texts.BytesIn, texts => texts.BytesIn, cell => Format.Bytes(cell.Row.BytesIn)),
        new(ConnectionColumn.BytesInRate, 76, 0, texts => texts.BytesInRate, texts => texts.BytesInRateLong, cell => Bytes(Rate(cell)?.BytesIn)),
        new(ConnectionColumn.BytesOut, 74, 0, texts => texts.BytesOut, texts => texts.BytesOut, cell => Format.Bytes(cell.Row.BytesOut)),
        new(ConnectionColumn.BytesOutRate, 84, 0, texts => texts.BytesOutRate, texts => texts.BytesOutRateLong, cell => Bytes(Rate(cell)?.BytesOut)),
        new(ConnectionColumn.Backlog, 68, 0, texts => texts.Backlog, texts => texts.BacklogLong, cell => cell.Row.BacklogBytes > 0 ? Format.Bytes(cell.Row.BacklogBytes) : None),
        new(ConnectionColumn.Unsent, 66, 0, texts => texts.Unsent, texts => texts.UnsentLong, cell => cell.Row.UnsentSince is { } since ? cell.Texts.Duration(cell.List.At - since) : None),
        new(ConnectionColumn.Dropped, 66, 0, texts => texts.Dropped, texts => texts.DroppedLong, cell => cell.Row.Dropped > 0 ? Format.Count(cell.Row.Dropped) : None),
        new(ConnectionColumn.RoundTrip, 62, 0, texts => texts.RoundTrip, texts => texts.RoundTripLong, cell => Format.Short(cell.List.LinkOf(cell.Row.Id)?.RoundTrip, cell.Texts)),
        new(ConnectionColumn.Encoding, 72, .3, texts => texts.Encoding, texts => texts.Encoding, cell => cell.Row.Encoding),
        new(ConnectionColumn.Tls, 66, .2, texts => texts.Tls, texts => texts.TlsLong, cell => cell.Row.Tls ?? None),
        new(ConnectionColumn.Closed, 128, 0, texts => texts.ClosedAt, texts => texts.ClosedAt, cell => cell.Row.ClosedAt is { } closed ? Moment(cell, closed) : ""),
        new(ConnectionColumn.Lifetime, 80, 0, texts => texts.Lifetime, texts => texts.Lifetime, cell => cell.Row.ClosedAt is { } closed ? cell.Texts.Duration(closed - cell.Row.ConnectedAt) : ""),
        new(ConnectionColumn.Reason, 180, 1.5, texts => texts.Reason, texts => texts.Reason, cell => ReasonOf(cell.Row, cell.Texts)),
        new(ConnectionColumn.By, 82, .4, texts => texts.By, texts => texts.By, cell => cell.Row.ClosedBy is { } by ? MarkedText.Of(by) : None),
    ];

    private static readonly ConnectionColumn[] s_open =
    [
        ConnectionColumn.Id, ConnectionColumn.Name, ConnectionColumn.Alias, ConnectionColumn.Remote, ConnectionColumn.Listener, ConnectionColumn.Connected, ConnectionColumn.Idle,
        ConnectionColumn.MessagesIn, ConnectionColumn.InRate, ConnectionColumn.MessagesOut, ConnectionColumn.OutRate, ConnectionColumn.BytesIn, ConnectionColumn.BytesOut,
        ConnectionColumn.Backlog, ConnectionColumn.Unsent, ConnectionColumn.Dropped, ConnectionColumn.RoundTrip,
    ];

    private static readonly ConnectionColumn[] s_closed =
    [
        ConnectionColumn.Id, ConnectionColumn.Name, ConnectionColumn.Alias, ConnectionColumn.Remote, ConnectionColumn.Listener, ConnectionColumn.Closed, ConnectionColumn.Lifetime,
        ConnectionColumn.Reason, ConnectionColumn.By, ConnectionColumn.MessagesIn, ConnectionColumn.MessagesOut, ConnectionColumn.BytesIn, ConnectionColumn.BytesOut, ConnectionColumn.Dropped,
    ];

    private static readonly ConnectionColumn[] s_onlyOpen =
    [
        ConnectionColumn.Connected, ConnectionColumn.Idle, ConnectionColumn.InRate, ConnectionColumn.OutRate, ConnectionColumn.BytesInRate, ConnectionColumn.BytesOutRate,
        ConnectionColumn.Backlog, ConnectionColumn.Unsent, ConnectionColumn.RoundTrip, ConnectionColumn.Rooms, ConnectionColumn.State,
    ];

    /// <summary>Left out beside the detail, which says them of the one that is looked at.</summary>
    private static readonly ConnectionColumn[] s_inDetail =
    [
        ConnectionColumn.Alias, ConnectionColumn.Connected, ConnectionColumn.InRate, ConnectionColumn.OutRate, ConnectionColumn.BytesIn, ConnectionColumn.BytesOut, ConnectionColumn.Unsent,
        ConnectionColumn.Lifetime,
    ];

    private static readonly ConnectionColumn[] s_onlyClosed = [ConnectionColumn.Closed, ConnectionColumn.Lifetime, ConnectionColumn.Reason, ConnectionColumn.By];

    /// <summary>Whether its cells are figures: set to the right, and the first click sorts downwards.</summary>
    public bool IsFigure => Share == 0;

    /// <summary>Whether the table can be sorted by it.</summary>
    public bool IsSortable => Column != ConnectionColumn.RoundTrip;

    /// <summary>Its track in the grid.</summary>
    public string Track => Share == 0 ? $"{Least}px" : string.Create(CultureInfo.InvariantCulture, $"minmax({Least}px, {Share}fr)");

    /// <summary>The columns that there are for open or closed connections.</summary>
    public static IEnumerable<ConnectionField> All(bool closed) => s_all.Where(field => !(closed ? s_onlyOpen : s_onlyClosed).Contains(field.Column));

    /// <summary>A column.</summary>
    public static ConnectionField Of(ConnectionColumn column) => s_all.First(field => field.Column == column);

    /// <summary>A column by its name in addresses; null when there is none.</summary>
    public static ConnectionField? Find(string key) => Array.Find(s_all, field => field.Key() == key);

    /// <summary>Its name in addresses.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "Lower case is how the names are written.")]
    public string Key() => Column.ToString().ToLowerInvariant();

    /// <summary>The columns that a text names; those at first where it names none.</summary>
    /// <param name="keys">The text.</param>
    /// <param name="closed">Whether they are for closed connections.</param>
    /// <param name="isBeside">Whether the detail of one stands beside the table: then those at first are fewer.</param>
    public static IReadOnlyList<ConnectionField> Read(string? keys, bool closed, bool isBeside = false)
    {
        var all = All(closed).ToArray();
        var named = (keys ?? "").Split(',').Select(key => Array.Find(all, field => field.Key() == key)).OfType<ConnectionField>().Distinct().ToArray();
        return named.Length > 0 ? named : (closed ? s_closed : s_open).Where(column => !isBeside || (!s_inDetail.Contains(column) && !(closed && column is (ConnectionColumn.MessagesIn or ConnectionColumn.MessagesOut)))).Select(Of).ToArray();
    }

    /// <summary>The text that names columns; null for those at first.</summary>
    public static string? Key(IReadOnlyList<ConnectionField> fields, bool closed) =>
        fields.Select(field => field.Column).SequenceEqual(closed ? s_closed : s_open) ? null : Write(fields);

    /// <summary>The text that names columns, those at first too.</summary>
    public static string Write(IEnumerable<ConnectionField> fields) => string.Join(',', fields.Select(field => field.Key()));

    /// <summary>Why a connection ended, in words.</summary>
    public static string ReasonOf(ConnectionSnapshot row, UiTexts texts) =>
        row.Reason == DisconnectReason.None ? "" : texts.Because(row.Reason) + (row.ClosedWhy is { } why ? $": {MarkedText.Of(why)}" : "");

    private static ConnectionRate? Rate(ConnectionCell cell) => cell.List.Rates.Of(cell.Row.Id);

    private static string Bytes(double? perSecond) => perSecond is { } bytes ? Format.Bytes((long)Math.Round(bytes)) : None;

    private static string Moment(ConnectionCell cell, DateTimeOffset moment) => cell.Viewer.Local(moment).ToString(
        cell.Viewer.Local(moment).Date == cell.Viewer.Local(cell.List.At).Date ? "HH:mm:ss" : "MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
