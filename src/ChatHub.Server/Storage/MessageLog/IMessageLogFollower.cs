namespace ChatHub.Server.Storage.MessageLog;

/// <summary>
/// Follows the log's file and makes something of it: the text index. It is told that there is something to look at, and looks by itself, on a thread
/// of its own. Called on the writer's thread, so both calls MUST return at once and MUST NOT throw.
/// </summary>
internal interface IMessageLogFollower
{
    /// <summary>
    /// A part of the log cannot be read: raised once when it begins, with the number of the first entry that it does not have for it, and the reason.
    /// On the follower's own thread.
    /// </summary>
    event Action<long, string>? Unreadable;

    /// <summary>Number of the newest entry that it has done.</summary>
    long DoneTo { get; }

    /// <summary>Entries were committed, or the oldest were deleted.</summary>
    /// <param name="lastId">Number of the newest entry in the file.</param>
    void Changed(long lastId);

    /// <summary>The file was damaged and is another one now, at the same path: what was made of the old one is void, its connections are to be closed.</summary>
    void Replaced();
}
