namespace ChatHub.Wire.Connections;

/// <summary>What the kernel knew of the way to a client at one moment.</summary>
/// <param name="RoundTrip">Smoothed time from a segment to its acknowledgement.</param>
/// <param name="Variation">How much that time varies.</param>
/// <param name="Retransmits">Segments sent again since the connection was made.</param>
public sealed record LinkSnapshot(TimeSpan RoundTrip, TimeSpan Variation, long Retransmits);
