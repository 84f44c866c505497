namespace ChatHub.Wire.Listeners;

/// <summary>A listener cannot listen at the endpoint it was to move to.</summary>
/// <param name="fault">Why, in plain words.</param>
public sealed class EndpointRefusedException(string fault) : Exception(fault);
