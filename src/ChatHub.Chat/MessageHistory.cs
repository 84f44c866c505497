namespace ChatHub.Chat;

/// <summary>The last messages in memory, a ring in the order of their ids. Safe for all threads.</summary>
public sealed class MessageHistory
{
    private readonly Lock _gate = new();
    private readonly ChatMessage?[] _ring;
    private long _lastId;

    /// <summary>A ring of the given length.</summary>
    public MessageHistory(int length) => _ring = new ChatMessage?[length];

    /// <summary>Most messages it holds.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Id of the newest message; 0 when there is none. Grows with each message: whoever polls compares it.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Id of the oldest message still held; 1 when there is none yet.</summary>
    public long FirstId => Math.Max(1, LastId - _ring.Length + 1);

    /// <summary>Gives the messages their ids and takes them in.</summary>
    public void Append(ReadOnlySpan<ChatMessage> messages)
    {
        lock (_gate)
        {
            var id = _lastId;
            foreach (var message in messages)
            {
                message.Id = ++id;
                _ring[(int)(id % _ring.Length)] = message;
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
}
