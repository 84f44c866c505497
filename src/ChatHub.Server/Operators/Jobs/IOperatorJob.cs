namespace ChatHub.Server.Operators.Jobs;

/// <summary>Something that goes on after it was asked for, is seen by all operators, and can be stopped.</summary>
internal interface IOperatorJob
{
    /// <summary>Its number.</summary>
    long Id { get; }

    /// <summary>How it does now.</summary>
    JobSnapshot Snapshot();

    /// <summary>Begins.</summary>
    void Start();

    /// <summary>Ends it: what is done stays done.</summary>
    /// <returns>False when it has ended.</returns>
    bool Stop();
}
