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

/// <summary>What a job does.</summary>
public enum JobKind : byte
{
    /// <summary>Ends connections, so many a second.</summary>
    Disconnect,

    /// <summary>Sends the same again and again.</summary>
    Repeat,

    /// <summary>Sends a file.</summary>
    File,
}

/// <summary>A job at one moment. Equal as long as nothing has changed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Operator">Whose it is.</param>
/// <param name="Total">Connections that it was given; rounds; bytes of the file.</param>
/// <param name="Done">Connections that it ended; rounds that reached somebody; bytes sent.</param>
/// <param name="Missed">Connections that were gone already; rounds that reached nobody; connections that did not get the whole file.</param>
/// <param name="PerSecond">How many it takes in a second; 0 where that is not its pace.</param>
/// <param name="State">How it does.</param>
/// <param name="EndedAt">When it ended, UTC; null while it runs.</param>
public sealed record JobSnapshot(long Id, string Operator, int Total, int Done, int Missed, int PerSecond, JobState State, DateTimeOffset? EndedAt)
{
    /// <summary>What it does.</summary>
    public JobKind Kind { get; init; }

    /// <summary>For whom a repeated text is, in the words of the server's log; the name of a file. Empty for other jobs.</summary>
    public string Label { get; init; } = "";

    /// <summary>Time from one round to the next; zero where there are no rounds.</summary>
    public TimeSpan Every { get; init; }
}
