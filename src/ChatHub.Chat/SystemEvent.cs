namespace ChatHub.Chat;

/// <summary>What happened, for a message of <see cref="MessageKind.System"/>.</summary>
public enum SystemEvent : byte
{
    /// <summary>A session was opened and joined its room.</summary>
    Connected,

    /// <summary>A session ended; <see cref="ChatMessage.Reason"/> says why.</summary>
    Disconnected,

    /// <summary>A session took another name; the text is the name it had.</summary>
    Renamed,

    /// <summary>A listener accepts connections; the text is its endpoint.</summary>
    ListenerStarted,

    /// <summary>A listener was stopped.</summary>
    ListenerStopped,

    /// <summary>A listener lets its connections finish and accepts no others.</summary>
    ListenerDraining,

    /// <summary>A listener cannot listen; the text says why.</summary>
    ListenerFaulted,

    /// <summary>Something a client sent was refused; the text says what and why.</summary>
    Refused,
}
