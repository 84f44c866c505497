using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Adds, changes and removes listeners while the process runs.</summary>
public sealed partial class ListenerManager
{
    private readonly Lock _adding = new();

    /// <summary>The settings of a listener; null when there is none of that name.</summary>
    public ListenerSettings? Find(string name) => EntryOf(name)?.Listener.Settings;

    /// <summary>What it would take to give a listener these settings.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public ListenerChange ChangeTo(ListenerSettings settings) => ListenerChanges.Of((EntryOf(settings.Name) ?? throw Unknown(settings.Name)).Listener.Settings, settings);

    /// <summary>Adds a listener, stopped.</summary>
    /// <returns>False when there is one of that name.</returns>
    public bool TryAdd(ListenerSettings settings)
    {
        lock (_adding)
        {
            if (EntryOf(settings.Name) is not null)
            {
                return false;
            }

            _entries = [.. _entries, Entry.Of(this, settings)];
        }

        Interlocked.Increment(ref _version);
        return true;
    }

    /// <summary>
    /// Gives a listener other settings, see <see cref="ListenerChange"/>, all of them or none. One that listened, or could not, is started again where that is needed; clients are
    /// disconnected only when it listens where it should.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    /// <exception cref="EndpointRefusedException">It listened, and cannot listen where it should: its settings are the old ones again, and its clients stay.</exception>
    public Task<ListenerSnapshot> ChangeAsync(ListenerSettings settings, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(settings.Name, async listener =>
        {
            var (before, was, change) = (listener.Settings, listener.State, ListenerChanges.Of(listener.Settings, settings));
            var starts = was == ListenerState.Faulted || (was == ListenerState.Listening && change is ListenerChange.Rebind or ListenerChange.Restart);
            if (change == ListenerChange.Restart || (starts && was == ListenerState.Listening))
            {
                await listener.UnbindAsync(ListenerState.Stopped);
            }

            Connection[] leaving = change == ListenerChange.Restart ? [.. listener.Connections] : []; // now nobody comes in any more
            listener.Settings = settings;
            Interlocked.Increment(ref _version);
            if (starts)
            {
                await StartAsync(listener, @operator, cancellationToken);
            }

            if (was == ListenerState.Listening && listener is { State: ListenerState.Faulted, Fault: { } fault })
            {
                listener.Settings = before; // better where it was than nowhere
                await StartAsync(listener, @operator, cancellationToken);
                throw new EndpointRefusedException(fault);
            }

            if (!starts || listener.State == ListenerState.Listening)
            {
                await CloseAsync(leaving, DisconnectReason.ListenerStopped, @operator);
            }

            if (was == ListenerState.Draining && listener.State == ListenerState.Stopped)
            {
                TellStopped(listener, @operator); // the drain that this ended says nothing any more
            }
        }, cancellationToken);

    /// <summary>Stops a listener and forgets it.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> RemoveAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, async listener =>
        {
            await StopAsync(listener, @operator);
            Forget(listener);
        }, cancellationToken);

    private Entry? EntryOf(string name) => Array.Find(_entries, entry => entry.Listener.Settings.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private KeyNotFoundException Unknown(string name) =>
        new($"There is no listener '{name}'; there are: {string.Join(", ", _entries.Select(entry => entry.Listener.Settings.Name))}.");

    private async Task StartAsync(Listener listener, string? @operator, CancellationToken cancellationToken)
    {
        if (listener.State is ListenerState.Listening || _stopping)
        {
            return;
        }

        await listener.StartAsync(cancellationToken);
        if (_stopping)
        {
            await listener.UnbindAsync(ListenerState.Stopped); // the server began to stop meanwhile
            return;
        }

        TellState(listener, @operator);
    }

    /// <summary>Tells how a start ended.</summary>
    private void TellState(Listener listener, string? @operator)
    {
        var (name, now) = (listener.Settings.Name, listener.Snapshot());
        if (now.State == ListenerState.Listening)
        {
            WireLog.ListenerStarted(_services.Logger, name, now.Protocol, now.BoundEndpoint!);
            Record(name, SystemEvent.ListenerStarted, now.BoundEndpoint!, @operator);
        }
        else
        {
            WireLog.ListenerFaulted(_services.Logger, name, now.Fault ?? "");
            Record(name, SystemEvent.ListenerFaulted, $"{now.Endpoint}: {now.Fault}", @operator);
        }
    }

    private async Task StopAsync(Listener listener, string? @operator)
    {
        if (listener.State is ListenerState.Stopped && listener.Connections.Count == 0)
        {
            return;
        }

        await StopAsync(listener, DisconnectReason.ListenerStopped, @operator);
        TellStopped(listener, @operator);
    }

    private void TellStopped(Listener listener, string? @operator)
    {
        WireLog.ListenerStopped(_services.Logger, listener.Settings.Name);
        Record(listener.Settings.Name, SystemEvent.ListenerStopped, "", @operator);
    }

    /// <summary>A listener and what lets one act at a time go on in it.</summary>
    private sealed record Entry(Listener Listener, SemaphoreSlim Gate)
    {
        public static Entry Of(ListenerManager manager, ListenerSettings settings) => new(
            new Listener(settings, manager._factory, manager._services, () => Interlocked.Increment(ref manager._version)) { HolderOf = manager.HolderOf }, new SemaphoreSlim(1, 1));
    }
}
