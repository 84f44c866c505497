namespace ChatHub.Wire.Connections;

/// <summary>What a socket did not take yet, in order. Not safe for several threads: its connection locks.</summary>
internal sealed class Outbox
{
    private readonly Queue<ReadOnlyMemory<byte>> _chunks = new(4);
    private int _headSent;

    /// <summary>Bytes that wait.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => Bytes == 0;

    public void Enqueue(ReadOnlyMemory<byte> chunk)
    {
        _chunks.Enqueue(chunk);
        Bytes += chunk.Length;
    }

    /// <summary>The next bytes to send, at most <paramref name="most"/>.</summary>
    public ReadOnlyMemory<byte> Peek(int most)
    {
        var head = _chunks.Peek()[_headSent..];
        return head.Length > most ? head[..most] : head;
    }

    /// <summary>The socket took bytes of what <see cref="Peek"/> gave.</summary>
    public void Sent(int bytes)
    {
        Bytes -= bytes;
        _headSent += bytes;
        if (_headSent == _chunks.Peek().Length)
        {
            _chunks.Dequeue();
            _headSent = 0;
        }
    }

    public void Clear()
    {
        _chunks.Clear();
        _headSent = 0;
        Bytes = 0;
    }
}
