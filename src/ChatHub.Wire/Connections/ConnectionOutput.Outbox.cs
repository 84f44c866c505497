using System.Net.Security;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Connections;

/// <summary>What the socket did not take, and the end of it all.</summary>
internal sealed partial class ConnectionOutput
{
    /// <summary>Most bytes of one send from the outbox, so that progress of a slow reader is seen.</summary>
    private const int SendBytes = 8 * 1024;

    /// <summary>Most bytes that are encrypted on the thread that has them.</summary>
    private const int MostAtOnce = 64 * 1024;

    private SslStream? _stream;

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

    /// <summary>From here on all goes through TLS. To be called before anything is sent.</summary>
    public void Encrypt(SslStream stream)
    {
        lock (this)
        {
            _stream = stream;
            _descriptor = DirectSend.Encrypted;
        }
    }

    /// <summary>The socket took some of what is being encrypted: who reads slowly, but reads, is not stalled.</summary>
    public void Moved()
    {
        var since = Volatile.Read(ref _stalledSince);
        if (since != 0)
        {
            Interlocked.CompareExchange(ref _stalledSince, Services.Time.GetUtcNow().UtcTicks, since);
        }
    }

    /// <summary>Encrypts and sends at once, as far as the socket takes it; what is large goes in pieces, in the background.</summary>
    private Delivery WriteEncrypted(ReadOnlyMemory<byte> bytes, int messages)
    {
        _messages += messages;
        if (_writing || bytes.Length > MostAtOnce)
        {
            QueueRest(bytes);
            return new Delivery(DeliveryState.Queued, messages);
        }

        var write = _stream!.WriteAsync(bytes);
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
            _bytes += bytes.Length;
            return new Delivery(DeliveryState.Sent, messages);
        }

        _writing = true;
        QueueRest(bytes);
        _ = WriteOutboxAsync(write.AsTask());
        return new Delivery(DeliveryState.Queued, messages);
    }

    private static async ValueTask<int> EndOfAsync(Task begun, int bytes)
    {
        await begun;
        return bytes;
    }

    private async ValueTask<int> SendAsync(ReadOnlyMemory<byte> chunk)
    {
        if (_stream is not { } stream)
        {
            return await _socket.SendAsync(chunk, SocketFlags.None);
        }

        await stream.WriteAsync(chunk);
        return chunk.Length;
    }

    private Delivery Queue(Outbox outbox, ReadOnlyMemory<byte> bytes, int messages, bool isKept)
    {
        var limit = Services.Limits.OutboxBytes;
        if (!outbox.HasRoom(bytes.Length, limit) && _connection.Settings.SlowConsumer == SlowConsumerPolicy.Disconnect)
        {
            _closed = true;
            _connection.CountDropped(DropCause.OutboxFull, messages);
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.CutOff(), _connection, preferLocal: false);
            return new Delivery(DeliveryState.Skipped, 0);
        }

        _connection.CountDropped(DropCause.OutboxFull, outbox.MakeRoom(bytes.Length, limit));
        outbox.Enqueue(bytes, messages, Services.Time.GetUtcNow().UtcTicks, isKept);
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

    /// <param name="begun">The sending of all that is in the outbox now; null where that is to begin.</param>
    private async Task WriteOutboxAsync(Task? begun = null)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // it is started under the lock
        bool finish;
        try
        {
            while (Next(out finish, begun is null ? SendBytes : int.MaxValue) is { } chunk)
            {
                var sent = begun is null ? await SendAsync(chunk) : await EndOfAsync(begun, chunk.Length);
                begun = null;
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
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
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
    /// <param name="most">Most bytes wanted.</param>
    /// <param name="finish">Whether nothing will come after them either: decided under the same lock, or a batch could come in between.</param>
    private ReadOnlyMemory<byte>? Next(out bool finish, int most = SendBytes)
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

            return _outbox.Peek(most, _connection.Protocol.DroppedNotice);
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
