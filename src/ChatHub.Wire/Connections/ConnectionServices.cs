using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire.Connections;

/// <summary>What every connection needs; one object for all of them.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Registry">Where they are listed.</param>
/// <param name="LimitsInForce">The limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The server's log.</param>
internal sealed record ConnectionServices(MessageHub Hub, ConnectionRegistry Registry, LimitsInForce LimitsInForce, TimeProvider Time, ILogger Logger)
{
    /// <summary>The limits as they are now.</summary>
    public LimitsOptions Limits => LimitsInForce.Now;

    /// <summary>Who may connect.</summary>
    public AccessList Access { get; init; } = new(LimitsInForce, Registry, Time);

    /// <summary>The descriptor that is kept aside.</summary>
    public DescriptorReserve Reserve { get; } = new();

    /// <summary>Those that there is no place for.</summary>
    public TurnedAway TurnedAway { get; } = new(LimitsInForce, Time);
}
