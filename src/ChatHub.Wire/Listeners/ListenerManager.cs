using System.Net;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire.Listeners;

/// <summary>The listeners: list, start, stop, drain, and (in the other part of this class) add, change and remove while the process runs.</summary>
public sealed partial class ListenerManager
{
    private readonly IConnectionListenerFactory _factory;
    private readonly ConnectionServices _services;
    private volatile Entry[] _entries = [];
    private long _version;
    private bool _sweepFails;

    /// <summary>Listeners of the given settings, all stopped.</summary>
    public ListenerManager(
        IEnumerable<ListenerSettings> settings,
        IConnectionListenerFactory factory,
        MessageHub hub,
        ConnectionRegistry registry,
        LimitsInForce limits,
        TimeProvider time,
        ILogger<ListenerManager> logger,
        AccessList? access = null)
    {
        Access = access ?? new AccessList(limits, registry, time);
        Access.Changed += (ban, made, by) => hub.Record(made
            ? ChatMessage.OfServer(time.GetUtcNow(), SystemEvent.Banned, $"{ban.Range}{(ban.Until is { } until ? $" until {until:yyyy-MM-ddTHH:mm:ssZ}" : "")}", by)
            : ChatMessage.OfServer(time.GetUtcNow(), SystemEvent.Unbanned, $"{ban.Range}", by));
        _services = new ConnectionServices(hub, registry, limits, time, logger) { Access = Access };
        _factory = factory;
        _entries = [.. settings.Select(one => Entry.Of(this, one))];
    }

    /// <summary>Who may connect.</summary>
    public AccessList Access { get; }

    /// <summary>The limits of all listeners, which hold where one has none of its own.</summary>
    public LimitsOptions Limits => _services.Limits;

    /// <summary>Grows with every change of a listener's state or connections: whoever polls compares it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>All listeners in the order of the settings, then of their adding.</summary>
    public IReadOnlyList<ListenerSnapshot> List() => _entries.Select(entry => entry.Listener.Snapshot()).ToArray();

    /// <summary>Binds a listener. A listener that cannot bind is Faulted with the reason; that is no exception.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> StartAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, listener => StartAsync(listener, @operator, cancellationToken), cancellationToken);

    /// <summary>Unbinds a listener and closes its connections: what is owed is sent, and after the close timeout they are aborted.</summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> StopAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, listener => StopAsync(listener, @operator), cancellationToken);

    /// <summary>
    /// Unbinds a listener, lets its connections finish, and closes those that are left after <paramref name="within"/>. Returns once it is draining. One that drains already gets the new time;
    /// one that does not listen stays as it is.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no listener of that name.</exception>
    public Task<ListenerSnapshot> DrainAsync(string name, TimeSpan within, string? @operator = null, CancellationToken cancellationToken = default) =>
        WithAsync(name, async listener =>
        {
            var isDraining = listener.State is ListenerState.Draining;
            if (_stopping || !(isDraining || listener.State is ListenerState.Listening))
            {
                return;
            }

            listener.DrainsUntil = _services.Time.GetUtcNow() + within;
            if (!isDraining)
            {
                await listener.UnbindAsync(ListenerState.Draining);
                _ = FinishDrainAsync(name, listener, @operator); // goes by DrainsUntil, also where that is set anew
            }

            WireLog.ListenerDraining(_services.Logger, name, listener.Connections.Count, within);
            Record(name, SystemEvent.ListenerDraining, "", @operator);
        }, cancellationToken);

    /// <summary>Starts all listeners that are enabled.</summary>
    public async Task StartEnabledAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _entries.Select(entry => entry.Listener.Settings).Where(settings => settings.Enabled).Select(settings => settings.Name))
        {
            await StartAsync(name, null, cancellationToken);
        }
    }

    /// <summary>Enforces the deadlines of all connections; called about once a second.</summary>
    public void Sweep()
    {
        try
        {
            var now = _services.Time.GetUtcNow();
            _services.Registry.Sweep(now);
            Access.Sweep(now);
            foreach (var (listener, _) in _entries)
            {
                TellOf(listener.Tls?.Look(now), listener.Settings.Name);
            }

            _sweepFails = false;
        }
        catch (Exception failure)
        {
            if (!_sweepFails)
            {
                WireLog.SweepFailed(_services.Logger, failure);
            }

            _sweepFails = true; // a timer calls this: what it throws would end the process
        }
    }

    private void TellOf(TlsChange? change, string listener)
    {
        if (change is { Problem: { } why })
        {
            WireLog.CertificateNotReloaded(_services.Logger, listener, why);
        }
        else if (change is not null)
        {
            WireLog.CertificateReloaded(_services.Logger, listener);
        }
    }

    private async Task StopAsync(Listener listener, DisconnectReason reason, string? @operator)
    {
        await listener.UnbindAsync(ListenerState.Stopped);
        await CloseAsync([.. listener.Connections], reason, @operator);
    }

    /// <summary>Ends a drain; one that was started or drained anew meanwhile is not this one's business.</summary>
    private async Task FinishDrainAsync(string name, Listener listener, string? @operator)
    {
        var drain = listener.Changes;
        for (var isOver = false; !isOver;)
        {
            await WaitForConnectionsAsync(listener, () => listener.DrainsUntil, () => listener.Changes == drain);
            if (EntryOf(name)?.Listener != listener)
            {
                return; // removed meanwhile
            }

            await WithAsync(name, async one =>
            {
                isOver = one.Changes != drain || one.Connections.Count == 0 || _services.Time.GetUtcNow() >= one.DrainsUntil; // or it was given more time just now
                if (isOver && one.Changes == drain)
                {
                    await StopAsync(one, DisconnectReason.ListenerStopped, @operator);
                    TellStopped(one, @operator);
                }
            }, CancellationToken.None);
        }
    }

    /// <summary>Ends when the listener has no connections, the deadline as it is then is over, or the condition does not hold any more.</summary>
    private async Task WaitForConnectionsAsync(Listener listener, Func<DateTimeOffset> deadline, Func<bool>? whileTrue = null, CancellationToken atOnce = default)
    {
        while (listener.Connections.Count > 0 && _services.Time.GetUtcNow() < deadline() && whileTrue?.Invoke() != false)
        {
            await Task.Delay(s_beat, _services.Time, atOnce);
        }
    }

    private async Task<ListenerSnapshot> WithAsync(string name, Func<Listener, Task> act, CancellationToken cancellationToken)
    {
        var (listener, gate) = EntryOf(name) ?? throw Unknown(name);
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (EntryOf(name)?.Listener != listener)
            {
                throw Unknown(name); // removed meanwhile
            }

            await act(listener);
            return listener.Snapshot();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Which listener has the endpoint, or one that takes it up.</summary>
    private string? HolderOf(EndPoint wanted) => wanted is not IPEndPoint asked ? null : _entries.Select(entry => entry.Listener).FirstOrDefault(other =>
        other.BoundTo is IPEndPoint bound && bound.Port == asked.Port && (bound.Address.Equals(asked.Address) || IsAny(bound.Address) || IsAny(asked.Address)))?.Settings.Name;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private void Record(string listener, SystemEvent what, string text, string? @operator) =>
        _services.Hub.Record(ChatMessage.OfListener(_services.Time.GetUtcNow(), listener, what, text, @operator));
}
