namespace ChatHub.Wire.Listeners;

/// <summary>What becomes of a client whose outbox is full.</summary>
public enum SlowConsumerPolicy
{
    /// <summary>It is cut off, also when its socket takes nothing for the write timeout.</summary>
    Disconnect,

    /// <summary>It stays; the oldest messages that wait for it are dropped, and it is told how many.</summary>
    DropOldest,
}
