namespace ChatHub.Server.Dashboard.Sending;

/// <summary>How a text is repeated.</summary>
/// <param name="Seconds">Seconds from one round to the next.</param>
/// <param name="Times">How many rounds.</param>
public readonly record struct SendPace(double Seconds, int Times);
