namespace ChatHub.Wire.Admission;

/// <summary>How much a client may send, checked and with all defaults filled in.</summary>
/// <param name="MessagesPerSecond">Messages in a second, for long.</param>
/// <param name="MessageBurst">Messages at once.</param>
/// <param name="BytesPerSecond">Bytes in a second, for long.</param>
/// <param name="ByteBurst">Bytes at once.</param>
/// <param name="Patience">How long one may be slowed down without a pause before its connection is ended.</param>
/// <param name="PerAddress">How many times as much all connections of one address may send together.</param>
public sealed record FloodLimits(double MessagesPerSecond, double MessageBurst, double BytesPerSecond, double ByteBurst, TimeSpan Patience, int PerAddress)
{
    /// <summary>How long one is slowed down before it is told so.</summary>
    public static TimeSpan NoticeAfter { get; } = TimeSpan.FromSeconds(2);
}
