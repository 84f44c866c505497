using ChatHub.Server.Operators.Jobs;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>
/// What the dashboard shows, at one moment; made once and shared by all viewers. A part that did not change is the same object as before,
/// so a component knows by reference whether it has anything to draw.
/// </summary>
/// <param name="LastMessageId">Id of the newest message of the history.</param>
/// <param name="Connections">The open connections.</param>
/// <param name="Listeners">The listeners.</param>
/// <param name="Rooms">Names of the rooms, sorted.</param>
/// <param name="Kpis">The figures on top.</param>
/// <param name="Log">How the message log does.</param>
public sealed record FeedSnapshot(
    long LastMessageId,
    ConnectionList Connections,
    IReadOnlyList<ListenerSnapshot> Listeners,
    IReadOnlyList<string> Rooms,
    KpiFigures Kpis,
    LogSign Log)
{
    /// <summary>The paced jobs of operators.</summary>
    public IReadOnlyList<JobSnapshot> Jobs { get; init; } = [];

    /// <summary>Nothing, before the first look.</summary>
    public static FeedSnapshot Empty { get; } = new(0, ConnectionList.Empty, [], [], KpiFigures.Empty, LogSign.Running);
}
