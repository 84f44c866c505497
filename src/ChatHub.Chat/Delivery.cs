namespace ChatHub.Chat;

/// <summary>What became of a batch at one session.</summary>
public enum DeliveryState : byte
{
    /// <summary>The socket took all of it.</summary>
    Sent,

    /// <summary>Some of it waits in the outbox.</summary>
    Queued,

    /// <summary>It was not taken: the session is closing or its outbox is full.</summary>
    Skipped,

    /// <summary>Nothing in it is for this session's format.</summary>
    Nothing,
}

/// <summary>What became of a batch at one session.</summary>
/// <param name="State">Sent, queued, skipped.</param>
/// <param name="Messages">How many messages were taken.</param>
public readonly record struct Delivery(DeliveryState State, int Messages);
