using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Stops all listeners because the server stops.</summary>
public sealed partial class ListenerManager
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);

    private volatile bool _stopping;

    /// <summary>
    /// Unbinds all listeners, tells their clients and closes them, at a pace where they are many (<see cref="FarewellPace"/>). What is owed is sent; who has not closed its side after the
    /// close timeout is aborted. None starts any more.
    /// </summary>
    /// <param name="within">How long it may take. Those that are left then are aborted.</param>
    /// <param name="atOnce">Aborts those that are left when it is cancelled.</param>
    public async Task StopAllAsync(TimeSpan within, CancellationToken atOnce = default)
    {
        _stopping = true;
        var began = _services.Time.GetTimestamp();
        var listeners = _entries.Select(entry => entry.Listener).Where(listener => listener.State != ListenerState.Stopped || listener.Connections.Count > 0).ToArray();
        foreach (var listener in listeners)
        {
            listener.DrainsUntil = _services.Time.GetUtcNow() + within;
        }

        await Task.WhenAll(listeners.Select(listener => listener.UnbindAsync(ListenerState.Draining)));
        try
        {
            await CloseInTurnAsync([.. listeners.SelectMany(listener => listener.Connections)], within, atOnce);
            var left = within - _services.Time.GetElapsedTime(began);
            var deadline = _services.Time.GetUtcNow() + (left < _services.Limits.CloseTimeout ? left : _services.Limits.CloseTimeout);
            await Task.WhenAll(listeners.Select(listener => WaitForConnectionsAsync(listener, () => deadline, atOnce: atOnce)));
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            // whoever asks a second time has waited enough
        }

        foreach (var listener in listeners)
        {
            foreach (var connection in listener.Connections)
            {
                connection.Abort(DisconnectReason.ServerStopping);
            }

            await listener.UnbindAsync(ListenerState.Stopped);
        }
    }

    private async Task CloseInTurnAsync(Connection[] connections, TimeSpan within, CancellationToken atOnce)
    {
        var spread = FarewellPace.SpreadOf(connections.Length, within);
        var began = _services.Time.GetTimestamp();
        for (var closed = 0; closed < connections.Length;)
        {
            atOnce.ThrowIfCancellationRequested();
            for (var due = FarewellPace.DueAfter(_services.Time.GetElapsedTime(began), connections.Length, spread); closed < due; closed++)
            {
                connections[closed].Close(DisconnectReason.ServerStopping);
            }

            if (closed < connections.Length)
            {
                await Task.Delay(s_beat, _services.Time, atOnce);
            }
        }
    }
}
