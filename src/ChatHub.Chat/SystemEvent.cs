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

    /// <summary>The message log cannot write; the text says why. The chat goes on.</summary>
    LogDegraded,

    /// <summary>The message log writes again.</summary>
    LogRecovered,

    /// <summary>
    /// Entries are missing from the message log, because it could not write; the text says how many, their numbers and when:
    /// <c>889 (4123-5011) 2026-11-23T03:15:00Z/2026-11-23T03:16:00Z</c>.
    /// </summary>
    LogGap,

    /// <summary>The file of the message log was damaged and a new one was begun; the text is the name that the damaged one has now.</summary>
    LogSetAside,

    /// <summary>The file of the message log was gone or empty and a new one was begun; the text is the highest number that was in it, as far as it is known.</summary>
    LogMissing,

    /// <summary>A part of the message log cannot be read, so that searches miss what follows; the text is the number of the entry from which on.</summary>
    LogUnreadable,

    /// <summary>An address or a range was banned; the text is the range and, behind <c>until</c>, when that ends: <c>192.0.2.0/24 until 2026-11-23T03:15:00Z</c>.</summary>
    Banned,

    /// <summary>A ban was taken back; the text is its range.</summary>
    Unbanned,

    /// <summary>A change of the settings file is in force; the text is the keys that changed and, behind <c>at the next start:</c>, those that wait for it.</summary>
    SettingsApplied,

    /// <summary>A change of the settings file is not in force, since it is wrong; the text says why. All is as it was.</summary>
    SettingsRefused,
}
