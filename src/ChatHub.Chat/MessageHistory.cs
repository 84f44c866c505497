namespace ChatHub.Chat;

/// <summary>The last messages in memory, a ring in the order of their ids. Safe for all threads.</summary>
public sealed class MessageHistory
{
    private readonly Lock _gate = new();
    private readonly ChatMessage?[] _ring;
    private readonly long _mostBytes;
    private long _lastId;
    private long _firstId = 1;
    private long _bytes;

    /// <summary>A ring of the given length.</summary>
    /// <param name="length">Most messages.</param>
    /// <param name="bytes">Most bytes of their bodies; the newest message is held whatever its size.</param>
    public MessageHistory(int length, long bytes = long.MaxValue)
    {
        _ring = new ChatMessage?[length];
        _mostBytes = bytes;
    }

    /// <summary>Most messages it holds.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Id of the newest message; 0 when there is none. Grows with each message: whoever polls compares it.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Id of the oldest message still held; 1 when there is none yet.</summary>
    public long FirstId => Volatile.Read(ref _firstId);

    /// <summary>Gives the messages their ids and takes them in.</summary>
    public void Append(ReadOnlySpan<ChatMessage> messages)
    {
        lock (_gate)
        {
            var id = _lastId;
            foreach (var message in messages)
            {
                message.Id = ++id;
                if (id - _firstId >= _ring.Length)
                {
                    LetGo();
                }

                _ring[(int)(id % _ring.Length)] = message;
                _bytes += message.Body.Length;
                while (_bytes > _mostBytes && _firstId < id)
                {
                    LetGo();
                }
            }

            Volatile.Write(ref _lastId, id);
        }
    }

    /// <summary>The messages with <paramref name="firstId"/> ≤ id, oldest first, at most <paramref name="count"/>. Ids that have left the ring are passed over.</summary>
    public IReadOnlyList<ChatMessage> Read(long firstId, int count)
    {
        lock (_gate)
        {
            var from = Math.Max(firstId, FirstId);
            var to = Math.Min(_lastId, from + count - 1);
            if (to < from)
            {
                return [];
            }

            var page = new ChatMessage[to - from + 1];
            for (var id = from; id <= to; id++)
            {
                page[id - from] = _ring[(int)(id % _ring.Length)]!;
            }

            return page;
        }
    }

    /// <summary>The newest messages, oldest first, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<ChatMessage> Newest(int count) => Read(LastId - count + 1, count);

    private void LetGo()
    {
        ref var oldest = ref _ring[(int)(_firstId % _ring.Length)];
        _bytes -= oldest!.Body.Length;
        oldest = null;
        Volatile.Write(ref _firstId, _firstId + 1);
    }
}
