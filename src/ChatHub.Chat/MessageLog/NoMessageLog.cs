namespace ChatHub.Chat.MessageLog;

/// <summary>Keeps nothing and promises nothing: the log is off.</summary>
public sealed class NoMessageLog : IMessageLog
{
    /// <inheritdoc/>
    public long LastId => 0;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<ChatMessage> entries)
    {
    }

    /// <inheritdoc/>
    public Task WhenDeliverable(long id) => Task.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlyList<ChatMessage> Newest(int count, long bytes) => [];

    /// <inheritdoc/>
    public IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes) => [];
}
