namespace ChatHub.Wire.Listeners;

/// <summary>What a listener is doing.</summary>
public enum ListenerState : byte
{
    /// <summary>Not bound.</summary>
    Stopped,

    /// <summary>Binding.</summary>
    Starting,

    /// <summary>Bound and accepting.</summary>
    Listening,

    /// <summary>Unbound; its connections may finish until a deadline.</summary>
    Draining,

    /// <summary>Could not bind, or accepting failed for good; the fault says why.</summary>
    Faulted,
}
