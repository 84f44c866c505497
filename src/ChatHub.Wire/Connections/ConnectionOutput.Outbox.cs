using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Connections;

/// <summary>What the socket did not take, and the end of it all.</summary>
internal sealed partial class ConnectionOutput
{
    /// <summary>Most bytes of one send from the outbox, so that progress of a slow reader is seen.</summary>
    private const int SendBytes = 8 * 1024;

    private ConnectionServices Services => _connection.Services;

    /// <summary>Since when the oldest bytes in the outbox wait, in ticks, UTC; 0 when none wait.</summary>
    public long UnsentSince
    {
        get
        {
            if (BacklogBytes == 0)
            {
                return 0; // nearly all: no lock for them
            }

            lock (this)
            {
                return _outbox?.OldestAt ?? 0;
            }
        }
    }

    public void Complete(DisconnectReason reason)
    {
        var finish = false;
        lock (this)
        {
            if (!_completing)
            {
                _completing = true;
                finish = _closed || _outbox is null or { IsEmpty: true };
            }
        }

        if (reason != DisconnectReason.ClientClosed)
        {
            _connection.CloseWithin(Services.Limits.CloseTimeout, evenIfSet: true);
        }

        if (finish)
        {
            Finish();
        }
    }

    /// <summary>From here on nothing is sent any more. MUST be called before the socket is disposed.</summary>
    public void Close()
    {
        lock (this)
        {
            _closed = true;
            _outbox?.Clear();
            SetBacklog(0);
            Volatile.Write(ref _stalledSince, 0);
        }
    }

    private Delivery Queue(Outbox outbox, ReadOnlyMemory<byte> bytes, int messages)
    {
        var limit = Services.Limits.OutboxBytes;
        if (outbox.Bytes + bytes.Length > limit && _connection.Settings.SlowConsumer == SlowConsumerPolicy.Disconnect)
        {
            _closed = true;
            _connection.CountDropped(DropCause.OutboxFull, messages);
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.CutOff(), _connection, preferLocal: false);
            return new Delivery(DeliveryState.Skipped, 0);
        }

        _connection.CountDropped(DropCause.OutboxFull, outbox.MakeRoom(bytes.Length, limit));
        outbox.Enqueue(bytes, messages, Services.Time.GetUtcNow().UtcTicks);
        _messages += messages;
        SetBacklog(outbox.Bytes);
        return new Delivery(DeliveryState.Queued, messages);
    }

    private void QueueRest(ReadOnlyMemory<byte> rest)
    {
        _outbox ??= new Outbox();
        var now = Services.Time.GetUtcNow().UtcTicks;
        _outbox.EnqueueRest(rest, now);
        Volatile.Write(ref _stalledSince, now);
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
                lock (this)
                {
                    _bytes += sent;
                    if (!_closed)
                    {
                        _outbox!.Sent(sent);
                        SetBacklog(_outbox.Bytes);
                        Volatile.Write(ref _stalledSince, _outbox.IsEmpty ? 0 : Services.Time.GetUtcNow().UtcTicks);
                    }
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Close(); // the read loop sees the same and ends the session
            Next(out finish);
        }

        if (finish)
        {
            Finish();
        }
    }

    /// <summary>The next bytes to send; null when there are none.</summary>
    /// <param name="finish">Whether nothing will come after them either: decided under the same lock, or a batch could come in between.</param>
    private ReadOnlyMemory<byte>? Next(out bool finish)
    {
        lock (this)
        {
            finish = false;
            if (_closed || _outbox is null or { IsEmpty: true })
            {
                _writing = false;
                finish = _completing;
                _outbox = null; // clients that were slow once must not cost memory for good
                return null;
            }

            return _outbox.Peek(SendBytes, _connection.Protocol.DroppedNotice);
        }
    }

    private void SetBacklog(long bytes)
    {
        Services.Registry.AddBacklog(bytes - _backlog);
        Volatile.Write(ref _backlog, bytes);
    }

    /// <summary>All that was owed is with the kernel: tell the client, and close when it has closed too.</summary>
    private void Finish()
    {
        bool dead;
        lock (this)
        {
            if (_finished)
            {
                return;
            }

            _finished = true;
            dead = _closed;
        }

        _connection.OutputEnded(dead);
    }
}
