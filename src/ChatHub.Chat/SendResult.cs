namespace ChatHub.Chat;

/// <summary>What became of an operator's message at one session.</summary>
public enum SendFate : byte
{
    /// <summary>Its socket took it.</summary>
    Sent,

    /// <summary>It waits in its outbox.</summary>
    Queued,

    /// <summary>The session is not open any more, or closing.</summary>
    Gone,

    /// <summary>Its outbox is full, or its socket failed.</summary>
    NotTaken,
}

/// <summary>What became of an operator's message at one session.</summary>
/// <param name="Id">Number of the session.</param>
/// <param name="Name">The name it had; empty where it was not known any more.</param>
/// <param name="Fate">What became of it.</param>
public readonly record struct SendResult(long Id, string Name, SendFate Fate);
