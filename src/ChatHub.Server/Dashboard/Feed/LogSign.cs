using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.Feed;

/// <summary>What operators have to know of the message log: equal as long as there is nothing new to show.</summary>
/// <param name="State">How it does.</param>
/// <param name="Fault">Why it is degraded; null when it is not.</param>
/// <param name="Since">Since when it is degraded, UTC; null when it is not.</param>
/// <param name="Unlogged">Entries lost to the log since the start.</param>
/// <param name="SetAside">Name of the damaged file that was set aside since the start; null when there was none.</param>
public sealed record LogSign(MessageLogState State, string? Fault, DateTimeOffset? Since, long Unlogged, string? SetAside)
{
    /// <summary>Nothing to say.</summary>
    public static LogSign Running { get; } = new(MessageLogState.Running, null, null, 0, null);

    /// <summary>Whether all is well.</summary>
    public bool IsFine => State == MessageLogState.Running && SetAside is null && Unlogged == 0;

    /// <summary>The sign of a status.</summary>
    public static LogSign Of(MessageLogStatus status) => new(status.State, status.Fault, status.Since, status.Unlogged, status.SetAside);
}
