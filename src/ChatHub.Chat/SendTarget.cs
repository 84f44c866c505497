namespace ChatHub.Chat;

/// <summary>For whom an operator's message is.</summary>
public abstract record SendTarget
{
    private SendTarget()
    {
    }

    /// <summary>All sessions in all rooms.</summary>
    public sealed record Everyone : SendTarget;

    /// <summary>All sessions in one room.</summary>
    /// <param name="Name">Name of the room.</param>
    public sealed record ToRoom(string Name) : SendTarget;

    /// <summary>All sessions of one listener, whatever room they speak in.</summary>
    /// <param name="Name">Name of the listener.</param>
    public sealed record ToListener(string Name) : SendTarget;

    /// <summary>These sessions.</summary>
    /// <param name="Ids">Their numbers; unknown ones are counted as skipped.</param>
    public sealed record ToSessions(IReadOnlyCollection<long> Ids) : SendTarget;
}

/// <summary>What became of an operator's message.</summary>
/// <param name="MessageId">Its id in the log.</param>
/// <param name="Recipients">Sessions whose socket or outbox took it.</param>
/// <param name="Queued">How many of them have it waiting in the outbox.</param>
/// <param name="Skipped">Sessions that did not get it: gone, closing, or their outbox full.</param>
public sealed record SendOutcome(long MessageId, int Recipients, int Queued, int Skipped)
{
    /// <summary>Most results that are told one by one, for each fate.</summary>
    public const int MostResults = 50;

    /// <summary>What became of it at each session, those that did not get it first; of many the first <see cref="MostResults"/> of each fate.</summary>
    public IReadOnlyList<SendResult> Results { get; init; } = [];
}
