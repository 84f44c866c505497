namespace ChatHub.Wire.Listeners;

/// <summary>A listener as it was at one moment: the read model for screens and the API.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Endpoint">The endpoint it is set to.</param>
/// <param name="BoundEndpoint">The endpoint it is bound to, with the real port; null while it is not.</param>
/// <param name="Protocol">Its protocol.</param>
/// <param name="Room">The room its sessions join.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Fault">Why it cannot listen, in plain words; null unless faulted.</param>
/// <param name="Connections">Its open connections.</param>
public sealed record ListenerSnapshot(
    string Name,
    string Endpoint,
    string? BoundEndpoint,
    string Protocol,
    string Room,
    ListenerState State,
    string? Fault,
    int Connections)
{
    /// <summary>When a drain ends at the latest, UTC; null while it does not drain.</summary>
    public DateTimeOffset? DrainsUntil { get; init; }
}
