using System.Net;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire.Listeners;

/// <summary>The listeners: list, start, stop, drain while the process runs.</summary>
public sealed class ListenerManager
{
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, (Listener Listener, SemaphoreSlim Gate)> _listeners = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Listener> _order = [];
    private readonly ConnectionServices _services;
    private long _version;

    /// <summary>Listeners of the given settings, all stopped.</summary>
    public ListenerManager(
        IEnumerable<ListenerSettings> settings,
        IConnectionListenerFactory factory,
        MessageHub hub,
        ConnectionRegistry registry,
        LimitsOptions limits,
        TimeProvider time,
        ILogger<ListenerManager> logger)
    {
        _services = new ConnectionServices(hub, registry, limits, time, logger);
        foreach (var one in settings)
        {
            var listener = new Listener(one, factory, _services, () => Interlocked.Increment(ref _version)) { HolderOf = HolderOf };
            _order.Add(listener);
            _listeners.Add(one.Name, (listener, new SemaphoreSlim(1, 1)));
        }
    }

    /// <summary>Grows with every change of a listener's state or connections: whoever polls compares it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>All listeners in the order of the settings.</summary>
    public IReadOnlyList<ListenerSnapshot> List() => _order.Select(listener => listener.Snapshot()).ToArray();

    /// <summary>Binds a listener. A listener that cannot bind is Faulted with the reason; that is no exception.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> StartAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, async listener =>
        {
            if (listener.State is ListenerState.Listening)
            {
                return;
            }

            await listener.StartAsync(cancellationToken);
            var now = listener.Snapshot();
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
        }, cancellationToken);

    /// <summary>Unbinds a listener and closes its connections: what is owed is sent, and after the close timeout they are aborted.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> StopAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, async listener =>
        {
            if (listener.State is ListenerState.Stopped && listener.Connections.Count == 0)
            {
                return;
            }

            await StopAsync(listener, DisconnectReason.ListenerStopped, @operator);
            WireLog.ListenerStopped(_services.Logger, name);
            Record(name, SystemEvent.ListenerStopped, "", @operator);
        }, cancellationToken);

    /// <summary>Unbinds a listener, lets its connections finish, and closes those that are left after <paramref name="within"/>. Returns once it is draining.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> DrainAsync(string name, TimeSpan within, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, async listener =>
        {
            if (listener.State is not ListenerState.Listening)
            {
                return;
            }

            await listener.UnbindAsync(ListenerState.Draining);
            WireLog.ListenerDraining(_services.Logger, name, listener.Connections.Count, within);
            Record(name, SystemEvent.ListenerDraining, "", @operator);
            _ = FinishDrainAsync(name, listener, within, @operator);
        }, cancellationToken);

    /// <summary>Starts all listeners that are enabled.</summary>
    public async Task StartEnabledAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _order.Where(listener => listener.Settings.Enabled))
        {
            await StartAsync(listener.Settings.Name, null, cancellationToken);
        }
    }

    /// <summary>Stops all listeners at once because the server stops.</summary>
    public Task StopAllAsync() => Task.WhenAll(_order.Select(listener => StopAsync(listener, DisconnectReason.ServerStopping, null)));

    /// <summary>A process that was asked to stop is expected to be gone soon: seconds, whatever the close timeout.</summary>
    private TimeSpan CloseTimeoutFor(DisconnectReason reason) =>
        reason == DisconnectReason.ServerStopping && _services.Limits.CloseTimeout > s_longestStop ? s_longestStop : _services.Limits.CloseTimeout;

    /// <summary>Enforces the deadlines of all connections; called about once a second.</summary>
    public void Sweep() => _services.Registry.Sweep(_services.Time.GetUtcNow());

    private async Task StopAsync(Listener listener, DisconnectReason reason, string? @operator)
    {
        await listener.UnbindAsync(ListenerState.Stopped);
        foreach (var connection in listener.Connections)
        {
            connection.Close(reason, @operator);
        }

        await WaitForConnectionsAsync(listener, CloseTimeoutFor(reason));
        foreach (var connection in listener.Connections)
        {
            connection.Abort(reason);
        }
    }

    /// <summary>Ends a drain; one that was started or drained anew meanwhile is not this one's business.</summary>
    private async Task FinishDrainAsync(string name, Listener listener, TimeSpan within, string? @operator)
    {
        var drain = listener.Changes;
        await WaitForConnectionsAsync(listener, within, () => listener.Changes == drain);
        await WithAsync(name, async one =>
        {
            if (one.Changes == drain)
            {
                await StopAsync(one, DisconnectReason.ListenerStopped, @operator);
                WireLog.ListenerStopped(_services.Logger, name);
                Record(name, SystemEvent.ListenerStopped, "", @operator);
            }
        }, CancellationToken.None);
    }

    /// <summary>Ends when the listener has no connections, the time is over, or the condition does not hold any more.</summary>
    private async Task WaitForConnectionsAsync(Listener listener, TimeSpan within, Func<bool>? whileTrue = null)
    {
        var deadline = _services.Time.GetUtcNow() + within;
        while (listener.Connections.Count > 0 && _services.Time.GetUtcNow() < deadline && whileTrue?.Invoke() != false)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _services.Time);
        }
    }

    private async Task<ListenerSnapshot> WithAsync(string name, Func<Listener, Task> act, CancellationToken cancellationToken)
    {
        var (listener, gate) = _listeners.TryGetValue(name, out var found)
            ? found
            : throw new KeyNotFoundException($"There is no listener '{name}'; there are: {string.Join(", ", _listeners.Keys)}.");
        await gate.WaitAsync(cancellationToken);
        try
        {
            await act(listener);
            return listener.Snapshot();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Which listener has the endpoint, or one that takes it up.</summary>
    private string? HolderOf(EndPoint wanted) => wanted is not IPEndPoint asked ? null : _order.FirstOrDefault(other =>
        other.BoundTo is IPEndPoint bound && bound.Port == asked.Port && (bound.Address.Equals(asked.Address) || IsAny(bound.Address) || IsAny(asked.Address)))?.Settings.Name;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private void Record(string listener, SystemEvent what, string text, string? @operator) =>
        _services.Hub.Record(ChatMessage.OfListener(_services.Time.GetUtcNow(), listener, what, text, @operator));
}
