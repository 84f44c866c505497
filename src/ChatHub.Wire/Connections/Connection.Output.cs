using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Connections;

/// <summary>Writing: a whole batch with one send that never waits; what the socket did not take goes to a bounded outbox that is sent in the background.</summary>
internal sealed partial class Connection : ISessionOutput
{
    /// <summary>Most bytes of one send from the outbox, so that progress of a slow reader is seen.</summary>
    private const int SendBytes = 8 * 1024;

    private readonly Lock _output = new();
    private Outbox? _outbox;
    private bool _writing;
    private bool _outputClosed;
    private bool _completing;
    private bool _outputFinished;
    private long _backlog;
    private long _stalledSince;
    private long _bytesOut;
    private long _messagesOut;

    public long BacklogBytes => Volatile.Read(ref _backlog);

    private bool OutputFinished
    {
        get
        {
            lock (_output)
            {
                return _outputFinished || (_completing && _outputClosed);
            }
        }
    }

    public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        try
        {
            Send(_protocol.Welcome(room, others, recent));
        }
        catch (Exception failure)
        {
            FailLater(failure);
        }
    }

    public Delivery Deliver(MessageBatch batch, bool includesOwn)
    {
        try
        {
            var encoded = batch.Encode(_protocol.Format);
            if (encoded.Count == 0)
            {
                return new Delivery(DeliveryState.Nothing, 0);
            }

            var (bytes, count) = includesOwn && _protocol.LeavesOut ? WithoutOwn(batch, encoded) : (encoded.Bytes, encoded.Count);
            lock (_output)
            {
                return count == 0 ? new Delivery(DeliveryState.Nothing, 0) : Write(bytes, count);
            }
        }
        catch (Exception failure)
        {
            FailLater(failure);
            return new Delivery(DeliveryState.Skipped, 0);
        }
    }

    public void Complete(DisconnectReason reason)
    {
        var finish = false;
        lock (_output)
        {
            if (!_completing)
            {
                _completing = true;
                Reason = reason; // the same that closed the session
                finish = _outputClosed || _outbox is null or { IsEmpty: true };
            }
        }

        if (reason != DisconnectReason.ClientClosed)
        {
            Volatile.Write(ref _closeDeadline, (_services.Time.GetUtcNow() + _services.Limits.CloseTimeout).UtcTicks);
        }

        if (finish)
        {
            FinishOutput();
        }
    }

    /// <summary>Sends the hub's own bytes to this client only. The bytes must not change afterwards.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        lock (_output)
        {
            if (!_completing)
            {
                Write(bytes, 0);
            }
        }
    }

    private (ReadOnlyMemory<byte> Bytes, int Count) WithoutOwn(MessageBatch batch, EncodedBatch encoded)
    {
        var messages = batch.Messages;
        var length = 0;
        var count = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            if (!_protocol.LeavesOutMessage(messages[i]) && encoded[i].Length > 0)
            {
                length += encoded[i].Length;
                count++;
            }
        }

        if (count == encoded.Count)
        {
            return (encoded.Bytes, count);
        }

        var bytes = new byte[length];
        var end = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            if (!_protocol.LeavesOutMessage(messages[i]))
            {
                encoded[i].CopyTo(bytes.AsMemory(end));
                end += encoded[i].Length;
            }
        }

        return (bytes, count);
    }

    private Delivery Write(ReadOnlyMemory<byte> bytes, int messages)
    {
        if (_outputClosed || _completing)
        {
            return new Delivery(DeliveryState.Skipped, 0);
        }

        var limit = _services.Limits.OutboxBytes;
        if (_outbox is null or { IsEmpty: true })
        {
            var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                _outputClosed = true; // the read loop sees the same and ends the session
                return new Delivery(DeliveryState.Skipped, 0);
            }

            sent = error == SocketError.Success ? sent : 0;
            _messagesOut += messages;
            _bytesOut += sent;
            if (sent == bytes.Length)
            {
                return new Delivery(DeliveryState.Sent, messages);
            }

            bytes = bytes[sent..];
        }
        else if (_outbox.Bytes + bytes.Length > limit && Listener.Settings.SlowConsumer == SlowConsumerPolicy.Disconnect)
        {
            _outputClosed = true;
            CountDropped(DropCause.OutboxFull, messages);
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.CutOff(), this, preferLocal: false);
            return new Delivery(DeliveryState.Skipped, 0);
        }
        else
        {
            CountDropped(DropCause.OutboxFull, _outbox.MakeRoom(bytes.Length, limit));
            _outbox.Enqueue(bytes, messages);
            _messagesOut += messages;
            SetBacklog(_outbox.Bytes);
            return new Delivery(DeliveryState.Queued, messages);
        }

        QueueRest(bytes);
        return new Delivery(DeliveryState.Queued, messages);
    }

    private void QueueRest(ReadOnlyMemory<byte> bytes)
    {
        _outbox ??= new Outbox();
        _outbox.EnqueueRest(bytes);
        Volatile.Write(ref _stalledSince, _services.Time.GetUtcNow().UtcTicks);
        SetBacklog(_outbox.Bytes);
        if (!_writing)
        {
            _writing = true;
            _ = WriteOutboxAsync();
        }
    }

    private async Task WriteOutboxAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // it is started under the lock
        bool finish;
        try
        {
            while (Next(out finish) is { } chunk)
            {
                var sent = await _socket.SendAsync(chunk, SocketFlags.None);
                lock (_output)
                {
                    _bytesOut += sent;
                    if (!_outputClosed)
                    {
                        _outbox!.Sent(sent);
                        SetBacklog(_outbox.Bytes);
                        Volatile.Write(ref _stalledSince, _outbox.IsEmpty ? 0 : _services.Time.GetUtcNow().UtcTicks);
                    }
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            CloseOutput(); // the read loop sees the same and ends the session
            Next(out finish);
        }

        if (finish)
        {
            FinishOutput();
        }
    }

    /// <summary>The next bytes to send; null when there are none.</summary>
    /// <param name="finish">Whether nothing will come after them either: decided under the same lock, or a batch could come in between.</param>
    private ReadOnlyMemory<byte>? Next(out bool finish)
    {
        lock (_output)
        {
            finish = false;
            if (_outputClosed || _outbox is null or { IsEmpty: true })
            {
                _writing = false;
                finish = _completing;
                _outbox = null; // clients that were slow once must not cost memory for good
                return null;
            }

            return _outbox.Peek(SendBytes, _protocol.DroppedNotice);
        }
    }

    private void SetBacklog(long bytes)
    {
        _services.Registry.AddBacklog(bytes - _backlog);
        Volatile.Write(ref _backlog, bytes);
    }

    /// <summary>From here on nothing is sent any more.</summary>
    private void CloseOutput()
    {
        lock (_output)
        {
            _outputClosed = true;
            _outbox?.Clear();
            SetBacklog(0);
            Volatile.Write(ref _stalledSince, 0);
        }
    }

    /// <summary>All that was owed is with the kernel: tell the client, and close when it has closed too.</summary>
    private void FinishOutput()
    {
        bool dead;
        lock (_output)
        {
            if (_outputFinished)
            {
                return;
            }

            _outputFinished = true;
            dead = _outputClosed;
        }

        if (!dead && !_inputEnded)
        {
            try
            {
                _socket.Shutdown(SocketShutdown.Send);
                Interlocked.CompareExchange(ref _closeDeadline, (_services.Time.GetUtcNow() + _services.Limits.CloseTimeout).UtcTicks, long.MaxValue);
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

    private void CutOff()
    {
        WireLog.SlowConsumer(_services.Logger, Id, Identity.Remote, BacklogBytes);
        Abort(DisconnectReason.SlowConsumer);
    }

    private void FailLater(Exception failure) =>
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Connection.Fail(state.Failure), (Connection: this, Failure: failure), preferLocal: false);
}
