namespace ChatHub.Server.Operators.Sending;

/// <summary>Why something is not sent.</summary>
public enum SendProblemKind : byte
{
    /// <summary>There is nothing to send.</summary>
    Nothing,

    /// <summary>There is more than can be sent at once.</summary>
    TooLong,

    /// <summary>What stands at a place is no pair of hex digits.</summary>
    Hex,

    /// <summary>The escape that begins at a place is none.</summary>
    Escape,

    /// <summary>The target names nobody.</summary>
    Nobody,

    /// <summary>A text with the receiver's name goes to each by itself, and there are too many of them.</summary>
    TooManyNames,

    /// <summary>The time between two rounds, or their number, is out of range.</summary>
    Pace,

    /// <summary>Too many jobs are running.</summary>
    TooManyJobs,

    /// <summary>The server stops: no job begins any more.</summary>
    Stopping,
}

/// <summary>Why something is not sent.</summary>
/// <param name="Kind">Why.</param>
/// <param name="At">Where in the text, from 0; for <see cref="SendProblemKind.Hex"/> and <see cref="SendProblemKind.Escape"/>.</param>
public readonly record struct SendProblem(SendProblemKind Kind, int At = 0);

/// <summary>Something was not sent; whoever shows it says it in the reader's language.</summary>
public sealed class SendRefusedException(SendProblem problem) : Exception($"Not sent: {problem.Kind}")
{
    /// <summary>Why.</summary>
    public SendProblem Problem { get; } = problem;
}
