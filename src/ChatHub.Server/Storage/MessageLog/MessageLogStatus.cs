namespace ChatHub.Server.Storage.MessageLog;

/// <summary>How the message log does.</summary>
public enum MessageLogState : byte
{
    /// <summary>Switched off by the settings.</summary>
    Off,

    /// <summary>It writes all it is given.</summary>
    Running,

    /// <summary>It cannot write: the chat goes on, what it cannot hold is counted, and it tries again by itself.</summary>
    Degraded,
}

/// <summary>The message log at one moment.</summary>
/// <param name="State">How it does.</param>
/// <param name="Fault">Why it is degraded, as a sentence; null when it is not.</param>
/// <param name="Since">Since when it is degraded, UTC; null when it is not.</param>
/// <param name="Unlogged">Entries that were lost to the log since the start, because it could not write.</param>
/// <param name="Pending">Entries that wait to be written.</param>
/// <param name="Lag">How long the oldest of them has waited.</param>
/// <param name="LastId">Number of the newest entry written.</param>
/// <param name="IndexTrails">Entries that the text index does not have yet.</param>
/// <param name="FileBytes">Bytes of its files.</param>
/// <param name="SetAside">Name of the damaged file that was set aside since the start; null when there was none.</param>
public sealed record MessageLogStatus(
    MessageLogState State, string? Fault, DateTimeOffset? Since, long Unlogged, int Pending, TimeSpan Lag, long LastId, long IndexTrails, long FileBytes, string? SetAside)
{
    /// <summary>Switched off.</summary>
    public static MessageLogStatus Off { get; } = new(MessageLogState.Off, null, null, 0, 0, TimeSpan.Zero, 0, 0, 0, null);
}
