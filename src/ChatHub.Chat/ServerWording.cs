namespace ChatHub.Chat;

/// <summary>
/// How an operator's message goes out where it is not the server's plain word. Such a message is for those who are there: who joins later does not get it
/// in the welcome.
/// </summary>
/// <param name="IsBytes">The body is bytes: they go out as they are, without a prefix, in no encoding.</param>
/// <param name="IsVerbatim">Control characters stay what they are, and lines are not taken apart.</param>
/// <param name="Ending">What follows it; null for the receiver's own ending, which bytes do not have.</param>
public sealed record ServerWording(bool IsBytes = false, bool IsVerbatim = false, ReadOnlyMemory<byte>? Ending = null)
{
    /// <summary>Stands as <see cref="ChatMessage.Recipient"/> of such a message to a room or to all, so that the log tells it from plain words.</summary>
    public const string Recipient = "as written";
}
