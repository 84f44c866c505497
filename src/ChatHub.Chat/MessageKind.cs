namespace ChatHub.Chat;

/// <summary>What a <see cref="ChatMessage"/> is.</summary>
public enum MessageKind : byte
{
    /// <summary>Something a session said to its room.</summary>
    Text,

    /// <summary>An action of a session (<c>/me waves</c>), said to its room.</summary>
    Emote,

    /// <summary>Something a session said to one other session (<c>/msg</c>).</summary>
    Private,

    /// <summary>Something an operator said from the server.</summary>
    Server,

    /// <summary>Something that happened: see <see cref="ChatMessage.Event"/>.</summary>
    System,
}
