namespace ChatHub.Chat.MessageLog;

/// <summary>
/// The port to the durable log of messages and events. The hub numbers them, hands each to the log once and in the order of the numbers,
/// and asks before it delivers whether it may. An implementation MUST NOT drop to keep up: it makes <see cref="WhenDeliverable"/> wait.
/// </summary>
public interface IMessageLog
{
    /// <summary>Number of the newest entry it holds when the hub starts; the hub numbers on from it. 0 when it holds none.</summary>
    long LastId { get; }

    /// <summary>
    /// Takes entries, in the order of their numbers and after all that were given before. Called under a lock of the hub: MUST NOT block, throw, or call the hub.
    /// The entries do not change any more.
    /// </summary>
    void Append(ReadOnlySpan<ChatMessage> entries);

    /// <summary>
    /// Ends when the entries up to <paramref name="id"/> may be given to those who receive them: when the log promises them (at once where it
    /// promises nothing, after the commit where it is strict), and when no more wait for it than it will hold. Never fails.
    /// </summary>
    Task WhenDeliverable(long id);

    /// <summary>The newest entries from before the start, oldest first. Called as the hub is made.</summary>
    /// <param name="count">Most entries.</param>
    /// <param name="bytes">Most bytes of all their bodies.</param>
    IReadOnlyList<ChatMessage> Newest(int count, long bytes);

    /// <summary>
    /// The newest messages of a room (what <see cref="MessageKind.Text"/>, <see cref="MessageKind.Emote"/> and <see cref="MessageKind.Server"/> said to
    /// all of it, or to all rooms) from before the start, oldest first. Called as a room is made.
    /// </summary>
    /// <param name="room">Name of the room; case does not matter.</param>
    /// <param name="count">Most messages.</param>
    /// <param name="bytes">Most bytes of a body: longer ones are passed over.</param>
    IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes);
}
