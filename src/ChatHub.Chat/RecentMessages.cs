namespace ChatHub.Chat;

/// <summary>What was said last in a room, for those who join: at most <see cref="HubOptions.WelcomeHistory"/> messages and <see cref="MostBytes"/>. For one thread at a time.</summary>
internal sealed class RecentMessages(MessageHub hub)
{
    /// <summary>Most bytes of history that a joiner gets: well below what an outbox may hold.</summary>
    public const int MostBytes = 32 * 1024;

    private readonly Queue<ChatMessage> _messages = new();
    private int _bytes;

    /// <summary>Takes in what was said to all; what is private, and what the server says, is nothing for those who come later.</summary>
    public void Add(ChatMessage message)
    {
        if (hub.Options.WelcomeHistory == 0 || message.Kind is MessageKind.Private or MessageKind.System || message.Wording is not null)
        {
            return;
        }

        if (message.Body.Length > MostBytes)
        {
            return; // one who joins is not made to read a whole book
        }

        _messages.Enqueue(message);
        _bytes += message.Body.Length;
        Trim();
    }

    /// <summary>What a joiner gets now, oldest first.</summary>
    public ChatMessage[] Newest()
    {
        Trim(); // the settings may say fewer by now
        return _messages.ToArray();
    }

    private void Trim()
    {
        while (_messages.Count > hub.Options.WelcomeHistory || _bytes > MostBytes)
        {
            _bytes -= _messages.Dequeue().Body.Length;
        }
    }
}
