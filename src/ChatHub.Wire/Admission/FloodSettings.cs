using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Admission;

/// <summary>The flood limits of a listener: its own, and those of all listeners where it has none.</summary>
public static class FloodSettings
{
    /// <summary>For people in lines, who have no use for being slowed down for long.</summary>
    private static readonly TimeSpan s_chatPatience = TimeSpan.FromSeconds(30);

    /// <summary>For programs and for long texts that are pasted, which are lines to the wire: 300 KB of short ones take minutes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Those in force for a listener.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="limits">The limits of all.</param>
    /// <returns>Null where there is no flood control.</returns>
    public static FloodLimits? Of(ListenerSettings listener, LimitsOptions limits)
    {
        if (!(listener.FloodControl ?? limits.FloodControl))
        {
            return null;
        }

        var bytes = listener.FloodBytesPerSecond ?? limits.FloodBytesPerSecond;
        return new(
            listener.FloodMessagesPerSecond ?? limits.FloodMessagesPerSecond,
            listener.FloodBurst ?? limits.FloodBurst,
            bytes,
            4.0 * bytes,
            listener.FloodPatience ?? PatienceOf(listener.Protocol, limits),
            limits.FloodPerAddress);
    }

    /// <summary>How long a client may be slowed down at a listener that has no time of its own.</summary>
    public static TimeSpan PatienceOf(ListenerProtocol protocol, LimitsOptions limits) => limits.FloodPatience ?? (protocol == ListenerProtocol.Chat ? s_chatPatience : s_patience);
}
