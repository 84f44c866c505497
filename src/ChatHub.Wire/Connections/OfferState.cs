namespace ChatHub.Wire.Connections;

/// <summary>What became of bytes that were offered to one connection.</summary>
public enum OfferState : byte
{
    /// <summary>Its socket or its outbox took them.</summary>
    Taken,

    /// <summary>Too much waits for it: to be offered again.</summary>
    Waits,

    /// <summary>It is not open, or ending.</summary>
    Gone,
}
