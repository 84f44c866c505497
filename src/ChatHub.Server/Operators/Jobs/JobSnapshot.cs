namespace ChatHub.Server.Operators.Jobs;

/// <summary>How a job does.</summary>
public enum JobState : byte
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>All is done.</summary>
    Done,

    /// <summary>An operator stopped it before the end.</summary>
    Stopped,
}

/// <summary>A paced job at one moment. Equal as long as nothing has changed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Operator">Whose it is.</param>
/// <param name="Total">Connections that it was given.</param>
/// <param name="Done">Connections that it ended.</param>
/// <param name="Missed">Connections that were gone already.</param>
/// <param name="PerSecond">How many it takes in a second.</param>
/// <param name="State">How it does.</param>
/// <param name="EndedAt">When it ended, UTC; null while it runs.</param>
public sealed record JobSnapshot(long Id, string Operator, int Total, int Done, int Missed, int PerSecond, JobState State, DateTimeOffset? EndedAt);
