using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Connections;

/// <summary>What comes before the session: what a proxy says, TLS, and a password. It has a deadline, which the sweep enforces.</summary>
internal sealed partial class Connection
{
    /// <summary>How long a proxy may take for its header, and a client for the handshake.</summary>
    private static readonly TimeSpan s_handshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a person may take for the password.</summary>
    private static readonly TimeSpan s_passwordTime = TimeSpan.FromSeconds(60);

    private long _openingDeadline = long.MaxValue;
    private int _counted;
    private RefusalCause _openingFailure;
    private SslStream? _tls;
    private ReadOnlyMemory<byte> _early;

    /// <summary>Whether something comes before the session.</summary>
    public bool NeedsOpening => Settings is { ProxyFrom.IsEmpty: false } or { Tls: not null } or { Password: not null };

    private bool IsOpening => Volatile.Read(ref _openingDeadline) != long.MaxValue;

    /// <summary>Kept apart from the stream, which is disposed of at the end while others may still look.</summary>
    private volatile string? _tlsVersion;

    /// <summary>From here on it has a deadline. To be called before others can find it.</summary>
    public void BeginOpening() => OpenWithin(s_handshakeTime);

    /// <summary>Does what comes before the session, then opens that.</summary>
    /// <param name="enter">Looks at the address that a proxy told; false when it may not come in, and then the client has been told.</param>
    public async Task OpenAsync(Func<Connection, bool> enter)
    {
        try
        {
            if (!Settings.ProxyFrom.IsEmpty && (!await ReadProxyHeaderAsync() || !enter(this)))
            {
                return;
            }

            if (Settings.Tls is not null)
            {
                var identity = Listener.Tls ?? throw new IOException("Its listener is being changed."); // never go on without
                OpenWithin(s_handshakeTime);
                _openingFailure = RefusalCause.Handshake;
                var first = await FirstRecord.ReadAsync(_socket);
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // who accepts, or serves all sockets, has others
                _tls = TlsIdentity.StreamOver(_socket, first, Output.Moved);
                await _tls.AuthenticateAsServerAsync(identity.Options);
                _tlsVersion = _tls.SslProtocol switch
                {
                    SslProtocols.Tls13 => "TLS 1.3",
                    SslProtocols.Tls12 => "TLS 1.2",
                    var other => other.ToString(),
                };
                Output.Encrypt(_tls);
            }

            if (Settings.Password is { } password)
            {
                OpenWithin(s_passwordTime);
                if (!await AskPasswordAsync(password))
                {
                    return;
                }
            }

            Start();
            Volatile.Write(ref _openingDeadline, long.MaxValue); // only now: whoever closes it before ends the opening, and after that the session
            if (_services.Access.IsBanned(Address))
            {
                Close(DisconnectReason.Banned); // banned meanwhile
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException or AuthenticationException or OperationCanceledException)
        {
            FailOpening();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>It may not come in after all: tells it so and closes it.</summary>
    /// <param name="line">What it is told; empty for nothing.</param>
    /// <param name="cause">Why. It does not count as thrown out: what one client too many does must not ban the others of its address.</param>
    public void TellAndClose(ReadOnlyMemory<byte> line, RefusalCause cause)
    {
        _abortReason = cause == RefusalCause.Banned ? DisconnectReason.Banned : DisconnectReason.NotAdmitted;
        Output.Send(line);
        EndOpening();
    }

    /// <summary>It has one of the places of its address, which it gives back at its end.</summary>
    public void TakePlace()
    {
        Interlocked.Exchange(ref _counted, 1); // a plain write could come after the look at whether it is closed, and then nobody would give the place back
        if (Volatile.Read(ref _closed) != 0)
        {
            GivePlaceBack(); // its end was before
        }
    }

    /// <summary>The flood limits count for the address that it has now.</summary>
    public void Guard() => _guard = _services.Access.GuardOf(Address, Settings);

    /// <summary>It took too long, or did not do what was asked for.</summary>
    private void FailOpening()
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            return; // ended for another reason, which is why it failed
        }

        if (_openingFailure is var cause and not RefusalCause.Banned && _services.Access.Refuse(Address, cause, Identity.Listener))
        {
            WireLog.TurnedAway(_services.Logger, AddressRange.ClientOf(Address).ToString(), Identity.Listener, cause);
        }

        Abort(_openingFailure == RefusalCause.Password ? DisconnectReason.WrongPassword : DisconnectReason.HandshakeFailed);
    }

    private void GivePlaceBack()
    {
        if (Interlocked.Exchange(ref _counted, 0) != 0)
        {
            _services.Access.Leave(Address);
        }
    }

    private void OpenWithin(TimeSpan time) => Volatile.Write(ref _openingDeadline, (_services.Time.GetUtcNow() + time).UtcTicks);

    /// <summary>Reads the header and not a byte more: what follows is the client's.</summary>
    private async Task<bool> ReadProxyHeaderAsync()
    {
        _openingFailure = RefusalCause.ProxyHeader;
        var buffer = new byte[ProxyHeader.MostBytes];
        for (var have = 0; have < buffer.Length;)
        {
            var count = await _socket.ReceiveAsync(buffer.AsMemory(have), SocketFlags.Peek);
            var header = ProxyHeader.Read(buffer.AsSpan(0, have + count));
            if (count == 0 || header.Outcome == ProxyHeaderOutcome.Wrong)
            {
                break;
            }

            count = header.Outcome == ProxyHeaderOutcome.Complete ? header.Length - have : count;
            have += await _socket.ReceiveAsync(buffer.AsMemory(have, count), SocketFlags.None);
            if (header.Outcome == ProxyHeaderOutcome.Complete)
            {
                if (header.Source is { } source)
                {
                    Address = AddressRange.ValueOf(source.Address);
                    IsAddressTold = true;
                    Identity = Identity with { Remote = EndpointSyntax.Format(source) };
                }

                IsProxyItself = header.IsLocal;
                return !header.IsLocal || await SpeaksAsync();
            }
        }

        FailOpening();
        return false;
    }

    /// <summary>
    /// A proxy on its own account keeps its own address, as the protocol asks for, and is a session once it says something. One that only looks whether somebody answers is not:
    /// every few seconds its coming and going would stand in the room and in the log. At its end or its deadline it is closed without a word.
    /// </summary>
    private async Task<bool> SpeaksAsync()
    {
        _openingFailure = default; // nothing that is counted as a refusal
        if (await _socket.ReceiveAsync(new byte[1], SocketFlags.Peek) > 0)
        {
            return true;
        }

        Abort(DisconnectReason.ClientClosed);
        return false;
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _tls is { } tls ? tls.ReadAsync(buffer) : _socket.ReceiveAsync(buffer, SocketFlags.None);

    /// <summary>Ends what is encrypted in the way that tells the client that nothing is missing, then the rest.</summary>
    private async Task EndEncryptedAsync(SslStream tls)
    {
        try
        {
            await tls.ShutdownAsync();
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // It is gone, which was wanted.
        }

        if (_inputEnded)
        {
            CloseSocket();
        }
    }
}
