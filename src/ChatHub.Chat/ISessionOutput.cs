namespace ChatHub.Chat;

/// <summary>
/// Where a session's messages go: the port that a connection implements. The room's pump calls it, one call at a time per room;
/// sessions in several rooms get calls of several pumps at once. Implementations MUST NOT block, MUST NOT throw and MUST keep
/// the order of the calls. After <see cref="Complete"/> nothing is delivered any more.
/// </summary>
public interface ISessionOutput
{
    /// <summary>The session has joined a room; what <see cref="Deliver"/> brings from then on follows <paramref name="recent"/> without a gap or a double.</summary>
    /// <param name="room">Name of the room.</param>
    /// <param name="others">How many others are in it.</param>
    /// <param name="recent">The last messages said in it, oldest first; valid during the call.</param>
    void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent);

    /// <summary>Delivers a batch.</summary>
    /// <param name="batch">The batch; valid during the call, its encoded bytes for as long as they are referenced.</param>
    /// <param name="includesOwn">Whether some of the messages come from this session itself.</param>
    Delivery Deliver(MessageBatch batch, bool includesOwn);

    /// <summary>The session has left for good: send what is owed, then close.</summary>
    void Complete(DisconnectReason reason);
}
