namespace ChatHub.Wire.Admission;

/// <summary>Why a newcomer was turned away. A label of metrics.</summary>
public enum RefusalCause : byte
{
    /// <summary>Its address is banned.</summary>
    Banned,

    /// <summary>Its address is not among those that the listener allows.</summary>
    NotAllowed,

    /// <summary>As many connections as one address may have are open from it.</summary>
    TooManyConnections,

    /// <summary>It connected as often as one address may within a time.</summary>
    TooManyConnects,

    /// <summary>It did not say in time, or not rightly, from whom it passes a connection on (PROXY protocol).</summary>
    ProxyHeader,

    /// <summary>It did not agree on TLS in time, or not rightly.</summary>
    Handshake,

    /// <summary>It did not know the password, or did not say it in time.</summary>
    Password,
}

/// <summary>A newcomer is turned away.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Words">Why, in one line for the client.</param>
internal sealed record Refusal(RefusalCause Cause, string Words);

/// <summary>What limits turned away from one address, at one moment.</summary>
/// <param name="Client">The address; of IPv6 the 64 bits that count as one.</param>
/// <param name="Cause">Why.</param>
/// <param name="Listener">The listener that it last came to.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstAt">When first, UTC.</param>
/// <param name="LastAt">When last, UTC.</param>
public sealed record RefusalSnapshot(AddressRange Client, RefusalCause Cause, string Listener, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);
