using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Connections;

/// <summary>
/// What goes to a client: a whole batch with one send that never waits; what the socket did not take goes to a bounded outbox that is sent in the
/// background. All that a delivery looks at is in this one object, its lock included, so that a fan-out over many connections reads little memory.
/// </summary>
internal sealed partial class ConnectionOutput : ISessionOutput
{
    private readonly Connection _connection;
    private readonly Socket _socket;
    private int _descriptor;
    private volatile BatchFormat _format;
    private Outbox? _outbox;
    private bool _writing;
    private bool _closed;
    private bool _completing;
    private bool _finished;
    private long _backlog;
    private long _stalledSince;
    private long _bytes;
    private long _messages;

    public ConnectionOutput(Connection connection, Socket socket)
    {
        _connection = connection;
        _socket = socket;
        _descriptor = DirectSend.DescriptorOf(socket);
        _format = null!; // the protocol sets it as the connection is made
    }

    /// <summary>How batches look to this client now.</summary>
    public BatchFormat Format
    {
        get => _format;
        set => _format = value;
    }

    /// <summary>Bytes in the outbox.</summary>
    public long BacklogBytes => Volatile.Read(ref _backlog);

    /// <summary>When the socket last refused bytes that still wait, in ticks, UTC; 0 when none wait.</summary>
    public long StalledSince => Volatile.Read(ref _stalledSince);

    /// <summary>Bytes that the socket took.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Messages taken for this client.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Whether nothing will be sent any more.</summary>
    public bool IsFinished
    {
        get
        {
            lock (this)
            {
                return _finished || (_completing && _closed);
            }
        }
    }

    public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        try
        {
            Send(_connection.Protocol.Welcome(room, others, recent));
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
            var encoded = batch.Encode(_format);
            if (encoded.Count == 0)
            {
                return new Delivery(DeliveryState.Nothing, 0);
            }

            var (bytes, count) = includesOwn && _connection.Protocol.LeavesOut ? OwnMessages.LeaveOut(_connection.Protocol, batch, encoded) : (encoded.Bytes, encoded.Count);
            lock (this)
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

    /// <summary>Sends the hub's own bytes to this client only. The bytes must not change afterwards.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        lock (this)
        {
            if (!_completing)
            {
                Write(bytes, 0);
            }
        }
    }

    /// <summary>Sends bytes to this client only, unless more than <paramref name="mostWaiting"/> bytes would then wait for it. Once taken it is not dropped. The bytes must not change afterwards.</summary>
    public OfferState Offer(ReadOnlyMemory<byte> bytes, long mostWaiting)
    {
        lock (this)
        {
            if (_closed || _completing)
            {
                return OfferState.Gone;
            }

            if (_backlog > 0 && _backlog + bytes.Length > mostWaiting)
            {
                return OfferState.Waits;
            }

            return Write(bytes, 0, isKept: true).State == DeliveryState.Skipped ? OfferState.Gone : OfferState.Taken;
        }
    }

    private Delivery Write(ReadOnlyMemory<byte> bytes, int messages, bool isKept = false)
    {
        if (_closed || _completing)
        {
            return new Delivery(DeliveryState.Skipped, 0);
        }

        if (_outbox is { IsEmpty: false } outbox)
        {
            return Queue(outbox, bytes, messages, isKept);
        }

        if (_descriptor == DirectSend.Encrypted)
        {
            return WriteEncrypted(bytes, messages);
        }

        var sent = DirectSend.Send(_socket, _descriptor, bytes.Span, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            _closed = true; // the read loop sees the same and ends the session
            return new Delivery(DeliveryState.Skipped, 0);
        }

        sent = error == SocketError.Success ? sent : 0;
        _messages += messages;
        _bytes += sent;
        if (sent == bytes.Length)
        {
            return new Delivery(DeliveryState.Sent, messages);
        }

        QueueRest(bytes[sent..]);
        return new Delivery(DeliveryState.Queued, messages);
    }

    private void FailLater(Exception failure) =>
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Connection.Fail(state.Failure), (Connection: _connection, Failure: failure), preferLocal: false);
}
