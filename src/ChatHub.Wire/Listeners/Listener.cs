using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Protocols;
using ChatHub.Wire.Protocols.Chat;
using ChatHub.Wire.Protocols.Raw;
using ChatHub.Wire.Protocols.Relay;
using ChatHub.Wire.Tls;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>One listener: binds, accepts (<see cref="AcceptLoop"/>), unbinds. Its manager calls it for one thing at a time.</summary>
internal sealed class Listener
{
    /// <summary>Most protocols kept beside its own.</summary>
    private const int MostOthers = 64;

    private readonly ConcurrentDictionary<ListenerSettings, IChatProtocol> _others = new();
    private readonly IConnectionListenerFactory _factory;
    private readonly ConnectionServices _services;
    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private readonly Action _changed;
    private volatile ListenerSettings _settings;
    private volatile IChatProtocol _protocol;
    private IConnectionListener? _bound;
    private Task _accepting = Task.CompletedTask;

    public Listener(ListenerSettings settings, IConnectionListenerFactory factory, ConnectionServices services, Action changed)
    {
        _factory = factory;
        _services = services;
        _changed = changed;
        Settings = settings;
    }

    /// <summary>Its settings. Others hold for the connections that come from then on; what is bound stays bound.</summary>
    public ListenerSettings Settings
    {
        get => _settings;

        [MemberNotNull(nameof(_settings), nameof(_protocol))]
        set
        {
            _protocol = Speaking(value);
            _settings = value;
        }
    }

    public IChatProtocol Protocol => _protocol;

    /// <summary>Its certificate; null without TLS.</summary>
    public TlsIdentity? Tls { get; private set; }

    public ListenerState State { get; private set; }

    public ICollection<Connection> Connections => _connections.Values;

    public string? Fault { get; private set; }

    /// <summary>Changes of state so far: whoever waits for the end of one compares it.</summary>
    public int Changes { get; private set; }

    /// <summary>When a drain ends, UTC.</summary>
    public DateTimeOffset DrainsUntil { get; set; }

    /// <summary>The endpoint it accepts at; null while it does not.</summary>
    public EndPoint? BoundTo => _bound?.EndPoint;

    /// <summary>Says which other listener of this server has an endpoint; null for none.</summary>
    public Func<EndPoint, string?> HolderOf { get; init; } = _ => null;

    public ListenerSnapshot Snapshot() => new(
        Settings.Name,
        Settings.EndpointText,
        State is ListenerState.Listening && _bound is { } bound ? EndpointSyntax.Format(bound.EndPoint) : null,
        Settings.Protocol.ToString(),
        Settings.Room ?? _services.Hub.Options.DefaultRoom,
        State,
        Fault,
        _connections.Count)
    {
        DrainsUntil = State is ListenerState.Draining ? DrainsUntil : null,
    };

    /// <summary>Binds and begins to accept; on failure it is faulted.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (State is ListenerState.Listening or ListenerState.Starting)
        {
            return;
        }

        await UnbindAsync(ListenerState.Starting);
        Tls = null;
        try
        {
            Tls = Settings.Tls is { } tls ? new TlsIdentity(tls, _services.Time.GetUtcNow()) : null;
            _bound = await _factory.BindAsync(Settings.Endpoint, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Become(ListenerState.Faulted, ListenerFaults.Of(failure, Tls is null ? Settings.Tls : null, HolderOf(Settings.Endpoint)));
            return;
        }

        Become(ListenerState.Listening);
        _accepting = AcceptAsync(_bound);
    }

    /// <summary>Stops accepting; open connections stay.</summary>
    public async Task UnbindAsync(ListenerState next)
    {
        if (_bound is { } bound)
        {
            await bound.UnbindAsync();
            await _accepting;
            await bound.DisposeAsync();
            _bound = null;
        }

        Become(next);
    }

    public void Add(Connection connection)
    {
        _connections[connection.Id] = connection;
        _changed();
    }

    public void Forget(Connection connection)
    {
        _connections.TryRemove(connection.Id, out _);
        _changed();
    }

    /// <summary>The protocol for a connection whose encoding an operator changed: one object for all that have the same settings, so that batches are encoded once for them.</summary>
    public IChatProtocol ProtocolWith(ListenerSettings settings)
    {
        if (_others.Count >= MostOthers)
        {
            _others.Clear(); // those that use them keep them
        }

        return _protocol is var own && own.Settings == settings ? own : _others.GetOrAdd(settings, Speaking);
    }

    private static IChatProtocol Speaking(ListenerSettings settings) => settings.Protocol switch
    {
        ListenerProtocol.Raw => new RawProtocol(settings),
        ListenerProtocol.Chat => new ChatProtocol(settings),
        _ => new RelayProtocol(settings),
    };

    private async Task AcceptAsync(IConnectionListener bound)
    {
        if (await new AcceptLoop(this, bound, _services).RunAsync() is { } fault)
        {
            WireLog.ListenerFaulted(_services.Logger, Settings.Name, fault);
            _services.Hub.Record(ChatMessage.OfListener(_services.Time.GetUtcNow(), Settings.Name, SystemEvent.ListenerFaulted, $"{Settings.EndpointText}: {fault}"));
            await bound.UnbindAsync(); // nobody may connect to a socket that is not served
            Become(ListenerState.Faulted, fault);
        }
    }

    private void Become(ListenerState state, string? fault = null)
    {
        Fault = fault;
        State = state;
        Changes++;
        _changed();
    }
}
