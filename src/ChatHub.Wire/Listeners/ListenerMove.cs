using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>One listener in a change of the settings: what it gives up, what it takes, and the way back. Under the listener's gate, in the order of the methods.</summary>
/// <param name="listener">The listener.</param>
/// <param name="after">Its settings after the change; null where it goes.</param>
internal sealed class ListenerMove(Listener listener, ListenerSettings? after)
{
    private readonly ListenerSettings _before = listener.Settings;
    private readonly ListenerState _was = listener.State;
    private bool _gaveUp;

    public Listener Listener => listener;

    public ListenerSettings? After => after;

    /// <summary>Whether it listens anew, or tried to.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether it listened, or drained, and is stopped now.</summary>
    public bool HasStopped => IsSwitchedOff && _was is not ListenerState.Stopped;

    /// <summary>The connections that the change ends.</summary>
    public IReadOnlyList<Connection> Leaving { get; private set; } = [];

    private ListenerChange Change => after is null ? ListenerChange.Restart : ListenerChanges.Of(_before, after);

    private bool IsSwitchedOff => after is null || (_before.Enabled && !after.Enabled);

    private bool IsSwitchedOn => after is { Enabled: true } && !_before.Enabled && _was == ListenerState.Stopped;

    /// <summary>Gives its endpoint up, where it must: its connections stay for now.</summary>
    public async Task GiveUpAsync()
    {
        if ((IsSwitchedOff && _was != ListenerState.Draining) || (_was == ListenerState.Listening && Change is ListenerChange.Rebind or ListenerChange.Restart))
        {
            _gaveUp = true;
            await listener.UnbindAsync(ListenerState.Stopped);
        }

        Leaving = IsSwitchedOff || Change == ListenerChange.Restart ? [.. listener.Connections] : [];
    }

    /// <summary>Takes its settings and, where it should listen, its endpoint.</summary>
    /// <exception cref="EndpointRefusedException">It cannot listen there.</exception>
    public async Task TakeAsync(bool stopping, CancellationToken cancellationToken)
    {
        if (after is null)
        {
            return;
        }

        listener.Settings = after;
        var wasFaulted = _was == ListenerState.Faulted;
        if (!stopping && !IsSwitchedOff && (_gaveUp || wasFaulted || IsSwitchedOn))
        {
            HasStarted = true;
            await listener.StartAsync(cancellationToken);
            if (!wasFaulted) // it could not before either: that is nothing that the change has broken
            {
                CheckListens(listener);
            }
        }
    }

    /// <summary>The change is made: a drain ends where it is switched off. Not before: one that was stopped for a change that failed would not end its drain.</summary>
    public async Task EndDrainAsync()
    {
        if (IsSwitchedOff && listener.State == ListenerState.Draining)
        {
            await listener.UnbindAsync(ListenerState.Stopped);
        }
    }

    /// <summary>Undoes the change: gives up what it took.</summary>
    public async Task GiveBackAsync()
    {
        if (HasStarted)
        {
            await listener.UnbindAsync(ListenerState.Stopped);
        }

        listener.Settings = _before;
    }

    /// <summary>Undoes the change: takes what it gave up.</summary>
    public async Task TakeBackAsync()
    {
        if (_was is ListenerState.Listening or ListenerState.Faulted && listener.State != _was)
        {
            await listener.StartAsync(CancellationToken.None);
        }
    }

    /// <exception cref="EndpointRefusedException">It does not listen.</exception>
    public static void CheckListens(Listener listener)
    {
        if (listener is { State: ListenerState.Faulted, Fault: { } fault })
        {
            throw new EndpointRefusedException($"ChatHub:Listeners:{listener.Settings.Name}:Endpoint is '{listener.Settings.EndpointText}': {fault}");
        }
    }
}
