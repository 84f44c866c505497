using ChatHub.Chat;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Api;

/// <summary>A connection as the API gives it. What is null is left out.</summary>
internal sealed record ConnectionModel(
    long Id,
    string Listener,
    string Protocol,
    string Remote,
    string Name,
    string? Alias,
    string? Notes,
    IReadOnlyList<string> Rooms,
    string State,
    DateTimeOffset ConnectedAt,
    DateTimeOffset? ClosedAt,
    string? CloseReason,
    string? ClosedBy,
    string? ClosedWhy,
    DateTimeOffset LastActivityAt,
    long MessagesIn,
    long MessagesOut,
    long BytesIn,
    long BytesOut,
    long BacklogBytes,
    long Dropped,
    double? RttMs,
    string Encoding,
    string? Tls,
    DateTimeOffset? Muted)
{
    /// <summary>A connection with what operators noted of it.</summary>
    /// <param name="row">The connection.</param>
    /// <param name="notes">What operators noted.</param>
    /// <param name="link">What the kernel knows of the way to it; null where nobody asked.</param>
    public static ConnectionModel Of(ConnectionSnapshot row, ClientNoteBook notes, LinkSnapshot? link = null)
    {
        var note = notes.Find(ClientNoteKind.Name, row.Name) ?? notes.Find(ClientNoteKind.Address, ClientAddress.Of(row.Remote));
        return new(
            row.Id, row.Listener, row.Protocol.ToLowerInvariant(), row.Remote, row.Name, NullIfEmpty(notes.AliasOf(row.Name, row.Remote)), NullIfEmpty(note?.Notes),
            row.Rooms.Split(", ", StringSplitOptions.RemoveEmptyEntries), ExportNames.Of(row.State), row.ConnectedAt, row.ClosedAt,
            row.Reason == DisconnectReason.None ? null : ExportNames.Of(row.Reason), row.ClosedBy, row.ClosedWhy, row.LastActivityAt,
            row.MessagesIn, row.MessagesOut, row.BytesIn, row.BytesOut, row.BacklogBytes, row.Dropped, link?.RoundTrip.TotalMilliseconds, row.Encoding, row.Tls, row.MutedUntil);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
