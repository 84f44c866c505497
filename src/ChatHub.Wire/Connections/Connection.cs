using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Protocols;

namespace ChatHub.Wire.Connections;

/// <summary>
/// One accepted TCP stream: its life and its counters. Reading is in the other part of this class, writing in <see cref="ConnectionOutput"/>.
/// Locks: <c>_input</c> orders what comes from the client (reads and flushes), the output has its own for what goes to it; whoever holds that one MUST NOT take <c>_input</c>.
/// </summary>
internal sealed partial class Connection
{
    /// <summary>It has its session, and its room has welcomed it: whichever comes second lets it be read.</summary>
    private const int Ready = 2;

    private readonly Socket _socket;
    private readonly ConnectionServices _services;
    private volatile ListenerSettings _settings;
    private Session? _session;
    private int _steps;
    private int _closed;
    private DisconnectReason _abortReason;
    private volatile bool _inputEnded;
    private long _closeDeadline = long.MaxValue;

    public Connection(long id, Socket socket, Listener listener, IChatProtocol protocol, ConnectionServices services)
    {
        Listener = listener;
        _settings = protocol.Settings;
        _socket = socket;
        _services = services;
        Address = socket.RemoteEndPoint is IPEndPoint { Address: var address } ? AddressRange.ValueOf(address) : default;
        Identity = new SessionIdentity(id, _settings.Name, EndpointSyntax.Format(socket.RemoteEndPoint), _settings.Encoding);
        ConnectedAt = services.Time.GetUtcNow();
        _lastActivity = ConnectedAt.UtcTicks;
        _guard = services.Access.GuardOf(Address, _settings);
        Output = new ConnectionOutput(this, socket);
        Protocol = protocol.Open(this);
    }

    public Listener Listener { get; }

    /// <summary>The settings that its listener had when it was accepted, whatever that has now; an operator may have changed its encoding since.</summary>
    public ListenerSettings Settings => _settings;

    /// <summary>Where it came from; behind a proxy, where that says that it came from.</summary>
    public UInt128 Address { get; private set; }

    /// <summary>Whether a proxy told <see cref="Address"/>; otherwise it is the one that the socket has.</summary>
    public bool IsAddressTold { get; private set; }

    /// <summary>Whether it is a proxy that connects on its own account (LOCAL).</summary>
    public bool IsProxyItself { get; private set; }

    public SessionIdentity Identity { get; private set; }

    public long Id => Identity.Id;

    public DateTimeOffset ConnectedAt { get; }

    public MessageHub Hub => _services.Hub;

    /// <summary>What goes to the client.</summary>
    public ConnectionOutput Output { get; }

    /// <summary>The protocol's side of it.</summary>
    public ProtocolSession Protocol { get; }

    public ConnectionServices Services => _services;

    /// <summary>Its session; there from <see cref="Start"/> on.</summary>
    public Session Session => _session!;

    /// <summary>The operator who ended it.</summary>
    public string? ClosedBy => _session?.ClosedBy;

    /// <summary>What that operator gave as the reason.</summary>
    public string? ClosedWhy => _session?.ClosedWhy;

    /// <summary>Why it ended.</summary>
    public DisconnectReason Reason => _session is { IsClosed: true } closed ? closed.Reason : _abortReason;

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Opens its session; once the room has welcomed it, it is read.</summary>
    public void Start()
    {
        try
        {
            Volatile.Write(ref _lastActivity, _services.Time.GetUtcNow().UtcTicks); // a password may have taken its time
            _session = Hub.Open(Identity, Output, _settings.Room);
            if (Interlocked.Increment(ref _steps) == Ready)
            {
                _ = ReadAsync();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>The welcome is sent. Nothing is read before: the answer to it would come first.</summary>
    public void Welcomed()
    {
        if (Interlocked.Increment(ref _steps) == Ready)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.ReadAsync(), this, preferLocal: false); // the pump has others to serve
        }
    }

    /// <summary>Ends it in good order: what is owed is sent, then it is closed.</summary>
    /// <returns>False when it was ending already.</returns>
    public bool Close(DisconnectReason reason, string? @operator = null, string? words = null)
    {
        if (_session is null or { IsClosed: true })
        {
            if (_session is null && IsOpening)
            {
                Abort(reason);
                return true;
            }

            return false;
        }

        return Hub.Close(Session, reason, @operator, words);
    }

    /// <summary>Ends it at once: what waits is thrown away, the kernel's buffers too.</summary>
    public void Abort(DisconnectReason reason)
    {
        Output.Close();
        _abortReason = reason; // for the case that the room delivers before Start has its session
        if (_session is { } session)
        {
            Hub.Close(session, reason);
        }

        Reset();
        CloseSocket();
    }

    /// <summary>Ends it because it does not take what is sent.</summary>
    public void CutOff()
    {
        WireLog.SlowConsumer(_services.Logger, Id, Identity.Remote, Output.BacklogBytes);
        Abort(DisconnectReason.SlowConsumer);
    }

    /// <summary>Resets it when it is not closed within this time.</summary>
    /// <param name="time">How long from now.</param>
    /// <param name="evenIfSet">Whether a deadline that is there already is replaced.</param>
    public void CloseWithin(TimeSpan time, bool evenIfSet)
    {
        var deadline = (_services.Time.GetUtcNow() + time).UtcTicks;
        if (evenIfSet)
        {
            Volatile.Write(ref _closeDeadline, deadline);
        }
        else
        {
            Interlocked.CompareExchange(ref _closeDeadline, deadline, long.MaxValue);
        }
    }

    /// <summary>All that was owed is with the kernel: tells the client, and closes when it has closed too.</summary>
    /// <param name="dead">Whether nothing can be sent to it any more.</param>
    public void OutputEnded(bool dead)
    {
        if (!dead && _tls is { } tls)
        {
            CloseWithin(_services.Limits.CloseTimeout, evenIfSet: false);
            _ = EndEncryptedAsync(tls);
            return;
        }

        if (!dead && !_inputEnded)
        {
            try
            {
                _socket.Shutdown(SocketShutdown.Send);
                CloseWithin(_services.Limits.CloseTimeout, evenIfSet: false);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                dead = true;
            }
        }

        if (dead || _inputEnded)
        {
            CloseSocket();
        }
    }

    /// <summary>Called about once a second: enforces the deadlines.</summary>
    public void Sweep(DateTimeOffset now)
    {
        if (_session is null)
        {
            if (now.UtcTicks >= Volatile.Read(ref _openingDeadline) && Volatile.Read(ref _closeDeadline) == long.MaxValue)
            {
                FailOpening();
            }
            else if (now.UtcTicks >= Volatile.Read(ref _closeDeadline))
            {
                Reset();
                CloseSocket();
            }

            return; // accepted this very moment
        }

        var ticks = now.UtcTicks;
        var stalled = Output.StalledSince;
        if (stalled != 0 && (_settings.SlowConsumer == SlowConsumerPolicy.Disconnect || _session.IsClosed) && ticks - stalled >= _services.Limits.WriteTimeout.Ticks)
        {
            CutOff();
        }
        else if (ticks >= Volatile.Read(ref _closeDeadline))
        {
            Reset();
            CloseSocket();
        }
        else if (_settings.IdleTimeout is { Ticks: > 0 } idle && !_isKeptWaiting && ticks - Volatile.Read(ref _lastActivity) >= idle.Ticks)
        {
            Close(DisconnectReason.IdleTimeout);
        }
    }

    public ConnectionSnapshot Snapshot() => new(
        Id,
        _session?.Name ?? SessionNames.GuestName(Id),
        Identity.Remote,
        Identity.Listener,
        _settings.Protocol.ToString(),
        _session?.Room?.Name ?? "",
        State,
        ConnectedAt,
        new DateTimeOffset(Volatile.Read(ref _lastActivity), TimeSpan.Zero),
        ClosedAt,
        Reason,
        ClosedBy,
        Volatile.Read(ref _messagesIn),
        Output.Messages,
        Volatile.Read(ref _bytesIn),
        Output.Bytes,
        Output.BacklogBytes,
        Volatile.Read(ref _dropped))
    {
        Rooms = RoomNames,
        Encoding = _settings.EncodingName,
        UnsentSince = Moment(Output.UnsentSince),
        MutedUntil = MutedUntil,
        ClosedWhy = ClosedWhy,
        Tls = _tlsVersion,
        ThrottledUntil = Throttle?.Until,
        ThrottledTo = Throttle?.PerSecond,
    };

    private ConnectionState State =>
        Volatile.Read(ref _closed) != 0 ? ConnectionState.Closed
        : _session is null ? IsOpening ? ConnectionState.Handshaking : ConnectionState.Opening
        : _session.IsClosed ? ConnectionState.Closing
        : ConnectionState.Open;

    /// <summary>Makes the close that follows a reset: nothing lingers in the kernel.</summary>
    private void Reset()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It is closed already, which is what was wanted.
        }
    }

    private void CloseSocket()
    {
        var now = _services.Time.GetUtcNow();
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        ClosedAt = now;
        Output.Close();
        _flushTimer?.Dispose();
        _socket.Dispose();
        _tls?.Dispose();
        Listener.Forget(this);
        _services.Registry.Remove(this);
        GivePlaceBack();

        if (Reason is DisconnectReason.Flooding or DisconnectReason.MessageTooLong or DisconnectReason.HandshakeFailed or DisconnectReason.WrongPassword && (Settings.ProxyFrom.IsEmpty || IsAddressTold) && _services.Access.ThrowOut(Address))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.BanAddress(), this, preferLocal: false); // the file is written, and others are ended
        }
    }
}
