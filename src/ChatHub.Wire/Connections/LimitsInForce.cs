using ChatHub.Wire.Admission;

namespace ChatHub.Wire.Connections;

/// <summary>
/// The limits that hold now. One object for all that keep to them: who needs a limit looks here each time, since they may change while the process runs. Safe for all threads.
/// </summary>
public sealed class LimitsInForce
{
    private volatile State _state;

    /// <summary>The first ones.</summary>
    /// <exception cref="FormatException">The exempt addresses are none.</exception>
    public LimitsInForce(LimitsOptions limits) => _state = State.Of(limits);

    /// <summary>The limits.</summary>
    public LimitsOptions Now => _state.Limits;

    /// <summary>The addresses that no limit counts for.</summary>
    public AddressRanges Exempt => _state.Exempt;

    /// <summary>For those who have limits that never change.</summary>
    public static implicit operator LimitsInForce(LimitsOptions limits) => ToLimitsInForce(limits);

    /// <summary>The same.</summary>
    public static LimitsInForce ToLimitsInForce(LimitsOptions limits) => new(limits);

    /// <summary>Others hold from now on; <see cref="Listeners.ListenerManager.Use"/> tells those who have to know of it.</summary>
    /// <exception cref="FormatException">The exempt addresses are none; nothing changed.</exception>
    internal void Change(LimitsOptions limits) => _state = State.Of(limits);

    /// <summary>Both in one, so that nobody sees one of before and one of after.</summary>
    private sealed record State(LimitsOptions Limits, AddressRanges Exempt)
    {
        public static State Of(LimitsOptions limits) =>
            new(limits, AddressRanges.TryParse(limits.Exempt) ?? throw new FormatException($"'{limits.Exempt}' is no list of addresses."));
    }
}
