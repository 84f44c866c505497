using System.Net.Sockets;
using ChatHub.Chat;

namespace ChatHub.Wire.Connections;

/// <summary>Reading: waits without a buffer, reads into one that the thread shares, hands it to the protocol, and reads on when the hub allows.</summary>
internal sealed partial class Connection
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>What one connection may read in a row, each read counted as a kilobyte more than it brought.</summary>
    private const int TurnBytes = 16 * 1024;

    [ThreadStatic]
    private static byte[]? s_buffer;

    private readonly Lock _input = new();
    private ITimer? _flushTimer;
    private long _lastActivity;
    private volatile bool _isKeptWaiting;
    private long _bytesIn;
    private long _messagesIn;
    private long _dropped;

    private enum ReadResult
    {
        /// <summary>All that was there is read.</summary>
        Empty,

        /// <summary>The buffer was filled: there may be more.</summary>
        More,

        /// <summary>The client said that it has no more to say, and did not close its side yet.</summary>
        SaidEnd,

        /// <summary>The client closed its side.</summary>
        End,

        /// <summary>The connection is broken.</summary>
        Broken,
    }

    /// <summary>Bytes received.</summary>
    public long BytesIn => Volatile.Read(ref _bytesIn);

    /// <summary>Counts messages that the protocol took.</summary>
    public void CountMessages(int messages) => Volatile.Write(ref _messagesIn, _messagesIn + messages);

    /// <summary>Counts messages that were not taken or not delivered.</summary>
    public void CountDropped(DropCause cause, int messages)
    {
        if (messages > 0)
        {
            Interlocked.Add(ref _dropped, messages);
            _services.Registry.CountDropped(cause, messages);
        }
    }

    private async Task ReadAsync()
    {
        var broken = DisconnectReason.None;
        try
        {
            var turn = 0;
            while (!_inputEnded && _guard is null && _tls is null && _early.IsEmpty)
            {
                var ready = _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
                turn = ready.IsCompleted ? turn : 0;
                await ready;
                if (_guard is not null)
                {
                    break; // an operator slowed it down meanwhile
                }

                ReadResult result;
                do
                {
                    if (turn > TurnBytes)
                    {
                        // It runs on the thread that serves all sockets: who always has more to say must let the others have a turn.
                        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                        turn = 0;
                    }

                    if (Session.WaitToPublish() is { IsCompleted: false } full)
                    {
                        await KeptWaitingAsync(full); // others filled the room: what is read now would only make it fuller
                    }

                    result = ReadOnce(out var wait, out broken, ref turn);
                    if (!wait.IsCompleted)
                    {
                        await KeptWaitingAsync(wait); // the room is over its high water: not reading on is how the sender is slowed down
                    }
                }
                while (result == ReadResult.More && _guard is null); // who always has more to say is slowed down too
                if (result == ReadResult.SaidEnd)
                {
                    EndInput(DisconnectReason.None); // and reads on, for nothing: to close over unread bytes would reset what is on its way to the client
                }

                _inputEnded = result is ReadResult.End or ReadResult.Broken;
            }

            if (!_inputEnded)
            {
                await ReadCarefullyAsync();
            }
        }
        catch (SocketException failure)
        {
            _inputEnded = true;
            broken = ReasonOf(failure.SocketErrorCode);
        }
        catch (IOException failure) // of TLS
        {
            _inputEnded = true;
            broken = failure.InnerException is SocketException inner ? ReasonOf(inner.SocketErrorCode) : DisconnectReason.TransportError;
        }
        catch (ObjectDisposedException)
        {
            _inputEnded = true;
            broken = DisconnectReason.TransportError;
        }
        catch (Exception failure)
        {
            _inputEnded = true;
            Fail(failure);
            return;
        }

        EndInput(broken);
    }

    private ReadResult ReadOnce(out Task wait, out DisconnectReason broken, ref int turn)
    {
        wait = Task.CompletedTask;
        broken = DisconnectReason.None;
        var buffer = s_buffer ??= GC.AllocateUninitializedArray<byte>(ReadBytes, pinned: true);
        var count = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return ReadResult.Empty;
        }

        if (error != SocketError.Success)
        {
            broken = ReasonOf(error);
            return ReadResult.Broken;
        }

        if (count == 0)
        {
            return ReadResult.End;
        }

        turn += count + 1024;
        if (!Session.IsClosed)
        {
            wait = Take(buffer.AsSpan(0, count));
        }

        return Protocol.InputEnded && !Session.IsClosed ? ReadResult.SaidEnd : count == buffer.Length ? ReadResult.More : ReadResult.Empty;
    }

    private Task Take(Span<byte> bytes)
    {
        lock (_input)
        {
            var now = _services.Time.GetUtcNow();
            Volatile.Write(ref _lastActivity, now.UtcTicks);
            Volatile.Write(ref _bytesIn, _bytesIn + bytes.Length);
            var wait = Protocol.Receive(bytes, now);
            ScheduleFlush();
            return wait;
        }
    }

    /// <summary>Waits for the hub before it reads on. Until then its client is not silent: it is not heard.</summary>
    private async Task KeptWaitingAsync(Task hub)
    {
        _isKeptWaiting = true;
        await hub;
        Volatile.Write(ref _lastActivity, _services.Time.GetUtcNow().UtcTicks);
        _isKeptWaiting = false; // not where it failed: then the connection ends
    }

    private void EndInput(DisconnectReason broken)
    {
        try
        {
            lock (_input)
            {
                if (broken == DisconnectReason.None && !Session.IsClosed)
                {
                    Protocol.EndOfInput(_services.Time.GetUtcNow());
                }
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        if (broken != DisconnectReason.None)
        {
            Output.Close();
        }

        // Closed before (farewell, kick): the output may be done and only waits for the client's end of input.
        if (!Close(broken == DisconnectReason.None ? DisconnectReason.ClientClosed : broken) && Output.IsFinished)
        {
            CloseSocket();
        }
    }

    private void ScheduleFlush()
    {
        if (Protocol.UntilFlush is not { } due)
        {
            return;
        }

        if (_flushTimer is null)
        {
            _flushTimer = _services.Time.CreateTimer(static state => ((Connection)state!).Flush(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _flushTimer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        try
        {
            lock (_input)
            {
                if (MayBeHeldBack)
                {
                    _flushTimer?.Change(s_lookAgain, Timeout.InfiniteTimeSpan); // no silence: a rest of it is there and not read yet
                }
                else if (!_inputEnded && !Session.IsClosed)
                {
                    // The task of a room over its high water is not awaited here: at most one message comes this way before the next read waits.
                    _ = Protocol.Flush(_services.Time.GetUtcNow());
                    ScheduleFlush();
                }
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>A fault in handling this connection ends this connection and nothing else.</summary>
    public void Fail(Exception failure)
    {
        WireLog.ConnectionFailed(_services.Logger, failure, Id, Identity.Remote);
        Abort(DisconnectReason.InternalError);
    }

    /// <summary>A killed client with unread bytes resets the connection: for the operator it closed, like any other.</summary>
    private static DisconnectReason ReasonOf(SocketError error) =>
        error is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted or SocketError.OperationAborted
            ? DisconnectReason.ClientClosed
            : DisconnectReason.TransportError;
}
