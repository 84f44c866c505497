namespace ChatHub.Server.Operators.Audit;

/// <summary>How something ended.</summary>
public enum AuditOutcome : byte
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not allowed, or what was asked for is wrong.</summary>
    Refused,

    /// <summary>It was tried and did not succeed.</summary>
    Failed,
}

/// <summary>A thing that somebody did or tried. Never what somebody said.</summary>
public sealed class AuditEntry
{
    /// <summary>Its number; the next one's is higher.</summary>
    public long Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Name of the account or the key.</summary>
    public required string Who { get; init; }

    /// <summary>What vouched for them.</summary>
    public OperatorProof Proof { get; init; }

    /// <summary>The address that they asked from; empty for none.</summary>
    public required string From { get; init; }

    /// <summary>What: one of <see cref="AuditActs"/>.</summary>
    public required string Act { get; init; }

    /// <summary>On what; empty for nothing.</summary>
    public required string Target { get; init; }

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome { get; init; }

    /// <summary>What there is to say about the outcome; may be empty.</summary>
    public required string Detail { get; init; }
}
