using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What is unusual about a connection, in a word or two.</summary>
public partial class UiTexts
{
    internal virtual string Throttled => "slowed down";
    internal virtual string Both(string one, string other) => $"{one}, {other}";

    /// <summary>The sign in its row; null where all is as usual.</summary>
    internal string? TagOf(ConnectionSnapshot row) => row switch
    {
        { State: ConnectionState.Closing or ConnectionState.Handshaking } => StateName(row.State),
        { MutedUntil: not null, ThrottledUntil: not null } => Both(Muted, Throttled),
        { MutedUntil: not null } => Muted,
        { ThrottledUntil: not null } => Throttled,
        _ => null,
    };
}
