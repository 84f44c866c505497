using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Connections;

/// <summary>Reading where it has to be looked at how much comes: small pieces, and a pause where a client sends more than it may. Nothing is lost: TCP pushes back.</summary>
internal sealed partial class Connection
{
    /// <summary>Most bytes of one read.</summary>
    private const int CarefulBytes = 4 * 1024;

    /// <summary>The same in Raw, where each read is a message: what came together is not to be cut only because it is looked at.</summary>
    private const int CarefulRawBytes = 16 * 1024;

    /// <summary>Longest pause without a look at whether the connection is still there.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    /// <summary>When a message that waits for silence is looked at again, while its sender is held back.</summary>
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(50);

    private volatile FloodGuard? _guard;
    private int _spent;
    private volatile bool _isHeld;

    /// <summary>What an operator slowed it down to; null for nothing.</summary>
    public Throttle? Throttle => _guard?.Throttle is { } throttle && throttle.Until > _services.Time.GetUtcNow() ? throttle : null;

    /// <summary>Whether what silence would make a message may only wait for the rest of it: more is there and not read yet.</summary>
    private bool MayBeHeldBack => _isKeptWaiting || (_guard is not null && _isHeld) || HasUnread();

    /// <summary>What is being taken is a piece of a read: whether that read ends a line, and whether this is its last piece. Null for a whole read.</summary>
    public (bool ReadEndsLine, bool IsLast)? Piece { get; private set; }

    /// <summary>A piece that counts as a message for the flood limits: a frame, a command, a read of Raw.</summary>
    public void Spend()
    {
        if (_guard is not null)
        {
            _spent++;
        }
    }

    /// <summary>Slows it down to so many messages a second until then; null ends that.</summary>
    public void SlowDown(Throttle? throttle)
    {
        lock (_input)
        {
            if (_guard is null && throttle is null)
            {
                return;
            }

            (_guard ??= new FloodGuard(null, null)).Throttle = throttle;
        }
    }

    /// <summary>The limits have changed: it is counted anew by them. An operator's throttle stays.</summary>
    public void GuardAnew()
    {
        lock (_input)
        {
            var guard = _services.Access.GuardOf(Address, Settings);
            if (_guard?.Throttle is { } throttle)
            {
                (guard ??= new FloodGuard(null, null)).Throttle = throttle;
            }

            _guard = guard;
        }
    }

    private async Task ReadCarefullyAsync()
    {
        var turn = 0;
        await TakePiecesAsync(_early.ToArray());
        _early = default;
        while (!_inputEnded)
        {
            await ReceiveAsync(Memory<byte>.Empty);
            if (turn > TurnBytes)
            {
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                turn = 0;
            }

            if (Session.WaitToPublish() is { IsCompleted: false } full)
            {
                await KeptWaitingAsync(full);
            }

            var most = Settings.Protocol == ListenerProtocol.Raw ? CarefulRawBytes : CarefulBytes;
            var buffer = ArrayPool<byte>.Shared.Rent(most);
            try
            {
                var count = await ReceiveAsync(buffer.AsMemory(0, most)); // something is there, so a plain socket gives it at once
                _inputEnded = count == 0;
                turn += count + 1024;
                await TakePiecesAsync(buffer.AsMemory(0, count));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private async ValueTask TakePiecesAsync(Memory<byte> read)
    {
        var endsLine = read.Span is [.., (byte)'\n' or (byte)'\r'];
        while (!read.IsEmpty && !Session.IsClosed)
        {
            var length = PieceOf(read.Span);
            _isHeld = true; // no silence ends a message whose rest is here
            Piece = (endsLine, length == read.Length);
            var wait = Take(read.Span[..length]);
            Piece = null;
            read = read[length..];
            if (Protocol.InputEnded && !Session.IsClosed)
            {
                EndInput(DisconnectReason.None); // and reads on, for nothing
            }

            if (!wait.IsCompleted)
            {
                await KeptWaitingAsync(wait);
            }

            await PauseAsync(length);
        }

        _isHeld = false;
    }

    /// <summary>As many lines as may be said at once; all of it where there are no more, and in Raw, where a read is a message.</summary>
    private int PieceOf(ReadOnlySpan<byte> read)
    {
        var most = _guard is { } guard && Settings.Protocol != ListenerProtocol.Raw ? guard.MessagesNow(_services.Time.GetUtcNow().UtcTicks) : int.MaxValue;
        var end = 0;
        while (most-- > 0)
        {
            if (read[end..].IndexOfAny((byte)'\n', (byte)'\r') is not (>= 0 and var at))
            {
                return read.Length;
            }

            end += at + (read[(end + at)..].StartsWith("\r\n"u8) ? 2 : 1); // as the framer ends lines
        }

        return end;
    }

    private async ValueTask PauseAsync(int bytes)
    {
        if (_guard is not { } guard)
        {
            return;
        }

        var spent = Interlocked.Exchange(ref _spent, 0);
        var (wait, step) = guard.Take(spent, bytes, _services.Time.GetUtcNow().UtcTicks);
        if (step == FloodStep.Notice)
        {
            TellSlowedDown();
        }
        else if (step == FloodStep.End)
        {
            Close(DisconnectReason.Flooding);
        }

        var throttle = guard.Throttle;
        while (wait > TimeSpan.Zero && !Session.IsClosed && guard.Throttle == throttle && _guard == guard) // whoever changes the throttle or the limits does not mean the rest of this
        {
            var pause = wait < s_longestPause ? wait : s_longestPause;
            await Task.Delay(pause, _services.Time);
            wait -= pause;
            Volatile.Write(ref _lastActivity, _services.Time.GetUtcNow().UtcTicks); // it is not silent: it is not heard
        }
    }

    private void TellSlowedDown()
    {
        var limits = FloodSettings.Of(Settings, _services.Limits);
        var may = limits is null ? "" : string.Create(CultureInfo.InvariantCulture, $": {limits.MessagesPerSecond} messages and {limits.BytesPerSecond / 1024:0.#} KB a second are allowed");
        Output.Send(Protocol.Notice($"you send too much and are slowed down{may} 发送过快，已限速"));
        WireLog.SlowedDown(_services.Logger, Id, Identity.Remote);
        Hub.Record(ChatMessage.OfSession(_services.Time.GetUtcNow(), Identity, Session.Name, SystemEvent.Refused, text: EntryWords.SlowedDown));
    }

    /// <summary>The server threw out too many connections of this one's address.</summary>
    private void BanAddress()
    {
        var now = _services.Time.GetUtcNow();
        var client = AddressRange.ClientOf(Address);
        var until = now + _services.Limits.FloodBanFor;
        try
        {
            _services.Access.Ban(new Ban(client, until, WhyThrownOut, Ban.Server, now), null, evenSpared: true, out var refusal); // exempt ones are not counted
            if (refusal is null)
            {
                WireLog.BannedForAWhile(_services.Logger, client.ToString(), until, _services.Limits.FloodBanAfter);
                Hub.Record(ChatMessage.OfListener(now, Identity.Listener, SystemEvent.Refused, client + EntryWords.BannedForAWhile));
            }
        }
        catch (Exception failure) // on a thread of the pool: what it throws would end the process
        {
            WireLog.NotBanned(_services.Logger, client.ToString(), failure.Message);
        }
    }

    /// <summary>What the last of them was ended for, which is most often what all were.</summary>
    private string WhyThrownOut => Reason switch
    {
        DisconnectReason.HandshakeFailed => "failed the handshake again and again",
        DisconnectReason.WrongPassword => "did not know the password again and again",
        _ => "sent too much again and again",
    };

    private bool HasUnread()
    {
        try
        {
            return _socket.Available > 0;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
