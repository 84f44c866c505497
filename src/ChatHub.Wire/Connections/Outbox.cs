namespace ChatHub.Wire.Connections;

/// <summary>What a socket did not take yet, in order. Not safe for several threads: its connection locks.</summary>
internal sealed class Outbox
{
    private readonly Queue<(ReadOnlyMemory<byte> Bytes, int Messages, long At, bool IsKept)> _waiting = new(4);
    private ReadOnlyMemory<byte> _sending;
    private long _sendingSince;
    private int _untold;

    /// <summary>Bytes that wait, those of the batch that is being sent among them.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// Whether a batch may wait too. The oldest, which is being sent or is next, is not counted: an outbox takes one batch whatever its size, and who was given that is not to be cut off by the next line. Nor is
    /// there a limit for a batch that nothing waits before.
    /// </summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="limit">Most bytes that may wait.</param>
    public bool HasRoom(int bytes, int limit)
    {
        var oldest = !_sending.IsEmpty ? _sending.Length : _waiting.TryPeek(out var next) ? next.Bytes.Length : 0;
        return _waiting.Count == 0 || Bytes - oldest + bytes <= limit;
    }

    /// <summary>Since when the oldest bytes wait, in ticks, UTC; 0 when none wait.</summary>
    public long OldestAt => !_sending.IsEmpty ? _sendingSince : _waiting.TryPeek(out var next) ? next.At : 0;

    public bool IsEmpty => Bytes == 0 && _untold == 0;

    /// <summary>Appends what is left of a batch that the socket took a part of: it begins inside a message and is never dropped.</summary>
    public void EnqueueRest(ReadOnlyMemory<byte> rest, long now)
    {
        (_sending, _sendingSince) = (rest, now);
        Bytes += rest.Length;
    }

    /// <summary>Appends a batch.</summary>
    /// <param name="batch">Its bytes.</param>
    /// <param name="messages">How many messages it has.</param>
    /// <param name="now">Now, in ticks, UTC.</param>
    /// <param name="isKept">Whether it is never dropped: a piece of something that would be worthless with a hole.</param>
    public void Enqueue(ReadOnlyMemory<byte> batch, int messages, long now, bool isKept = false)
    {
        _waiting.Enqueue((batch, messages, now, isKept));
        Bytes += batch.Length;
    }

    /// <summary>Drops whole batches, the oldest first, until there is room, or only those are left that are kept.</summary>
    /// <param name="bytes">Bytes wanted.</param>
    /// <param name="limit">Most bytes that may wait.</param>
    /// <returns>The messages dropped.</returns>
    public int MakeRoom(int bytes, int limit)
    {
        var dropped = 0;
        for (var left = HasRoom(bytes, limit) ? 0 : _waiting.Count; left > 0; left--)
        {
            var oldest = _waiting.Dequeue();
            if (oldest.IsKept || Bytes - _sending.Length + bytes <= limit)
            {
                _waiting.Enqueue(oldest); // all go round once, so the order stays
                continue;
            }

            Bytes -= oldest.Bytes.Length;
            dropped += oldest.Messages;
        }

        _untold += dropped;
        return dropped;
    }

    /// <summary>The next bytes to send, at most <paramref name="most"/>.</summary>
    /// <param name="most">Most bytes wanted.</param>
    /// <param name="tell">Makes the line that tells the client how many messages were dropped here.</param>
    public ReadOnlyMemory<byte> Peek(int most, Func<int, ReadOnlyMemory<byte>> tell)
    {
        if (_sending.IsEmpty && _untold > 0)
        {
            _sending = tell(_untold);
            Bytes += _sending.Length;
            _untold = 0;
        }

        if (_sending.IsEmpty && _waiting.TryDequeue(out var next))
        {
            (_sending, _sendingSince) = (next.Bytes, next.At);
        }

        return _sending.Length > most ? _sending[..most] : _sending;
    }

    /// <summary>The socket took bytes of what <see cref="Peek"/> gave.</summary>
    public void Sent(int bytes)
    {
        _sending = _sending[bytes..];
        Bytes -= bytes;
    }

    public void Clear()
    {
        _waiting.Clear();
        _sending = default;
        _untold = 0;
        Bytes = 0;
    }
}
