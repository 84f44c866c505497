namespace ChatHub.Wire.Connections;

/// <summary>Why messages were dropped. A label of metrics.</summary>
public enum DropCause
{
    /// <summary>Longer than the listener allows.</summary>
    TooLong,

    /// <summary>Past a full outbox.</summary>
    OutboxFull,

    /// <summary>Commands faster than a client may give them.</summary>
    TooManyCommands,

    /// <summary>Said while an operator had muted the connection.</summary>
    Muted,
}
