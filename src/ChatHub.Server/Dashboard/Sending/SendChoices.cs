using ChatHub.Chat;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>For whom a send box can send, by the keys of its list.</summary>
/// <param name="List">The open connections.</param>
/// <param name="Selection">The selected ones.</param>
/// <param name="Matching">Those that match the filter; null where there is none.</param>
/// <param name="Only">The only ones that it sends to; null where there is a choice.</param>
internal sealed record SendChoices(ConnectionList List, ConnectionSelection Selection, IReadOnlyList<ConnectionSnapshot>? Matching, IReadOnlyList<ConnectionSnapshot>? Only)
{
    public const string Everyone = "everyone";
    public const string Selected = "selected";
    public const string Matched = "matching";
    public const string RoomPrefix = "room:";
    public const string ListenerPrefix = "listener:";

    /// <summary>Most characters of a key.</summary>
    private const int MostKey = 200;

    /// <summary>The key that a browser gave; that of everyone for anything else.</summary>
    public static string Read(string? given) => given switch
    {
        { Length: > MostKey } => Everyone,
        Selected or Matched => given,
        not null when given.StartsWith(RoomPrefix, StringComparison.Ordinal) || given.StartsWith(ListenerPrefix, StringComparison.Ordinal) => given,
        _ => Everyone,
    };

    /// <summary>The target of a key.</summary>
    public SendTarget TargetOf(string key) => key switch
    {
        _ when Only is not null => new SendTarget.ToSessions([.. Only.Select(row => row.Id)]),
        Selected => new SendTarget.ToSessions(Selection.Ids),
        Matched => new SendTarget.ToSessions([.. (Matching ?? []).Select(row => row.Id)]),
        _ when key.StartsWith(RoomPrefix, StringComparison.Ordinal) => new SendTarget.ToRoom(key[RoomPrefix.Length..]),
        _ when key.StartsWith(ListenerPrefix, StringComparison.Ordinal) => new SendTarget.ToListener(key[ListenerPrefix.Length..]),
        _ => new SendTarget.Everyone(),
    };

    /// <summary>The connections that a key stands for now.</summary>
    public IEnumerable<ConnectionSnapshot> RowsOf(string key) => TargetOf(key) switch
    {
        _ when Only is not null => Only,
        SendTarget.ToSessions some => some.Ids.Select(List.Find).OfType<ConnectionSnapshot>(),
        SendTarget.ToRoom room => List.Rows.Where(row => row.Rooms.Split(", ").Contains(room.Name)),
        SendTarget.ToListener listener => List.Rows.Where(row => row.Listener == listener.Name),
        _ => List.Rows,
    };
}
