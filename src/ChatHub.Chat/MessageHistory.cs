using ChatHub.Chat.MessageLog;

namespace ChatHub.Chat;

/// <summary>The last messages in memory, a ring in the order of their ids, and the place where they get them. Safe for all threads.</summary>
public sealed class MessageHistory
{
    private readonly Lock _gate = new();
    private volatile ChatMessage?[] _ring;
    private long _mostBytes;
    private readonly IMessageLog? _log;
    private long _lastId;
    private long _firstId = 1;
    private long _bytes;

    /// <summary>A ring of the given length.</summary>
    /// <param name="length">Most messages.</param>
    /// <param name="bytes">Most bytes of their bodies; the newest message is held whatever its size.</param>
    /// <param name="log">The durable log: its newest messages are taken in at once, and it gets all that come. Null for none.</param>
    public MessageHistory(int length, long bytes = long.MaxValue, IMessageLog? log = null)
    {
        _ring = new ChatMessage?[length];
        _mostBytes = bytes;
        _log = log;
        if (log is not null)
        {
            Restore(log);
        }
    }

    /// <summary>Most messages it holds.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Id of the newest message; 0 when there is none. Grows with each message: whoever polls compares it.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Id of the oldest message still held; 1 when there is none yet.</summary>
    public long FirstId => Volatile.Read(ref _firstId);

    /// <summary>Gives the messages their ids, takes them in, and hands them to the log.</summary>
    public void Append(ReadOnlySpan<ChatMessage> messages)
    {
        lock (_gate)
        {
            var id = _lastId;
            foreach (var message in messages)
            {
                message.Id = ++id;
                Hold(message);
            }

            _log?.Append(messages);
            Volatile.Write(ref _lastId, id);
        }
    }

    /// <summary>Gives it another size. The newest messages that have a place in it stay.</summary>
    /// <param name="length">Most messages.</param>
    /// <param name="bytes">Most bytes of their bodies.</param>
    public void Resize(int length, long bytes)
    {
        lock (_gate)
        {
            while (_lastId - _firstId >= length)
            {
                LetGo();
            }

            if (length != _ring.Length)
            {
                var ring = new ChatMessage?[length];
                for (var id = _firstId; id <= _lastId; id++)
                {
                    ring[(int)(id % length)] = _ring[(int)(id % _ring.Length)];
                }

                _ring = ring;
            }

            _mostBytes = bytes;
            while (_bytes > _mostBytes && _firstId < _lastId)
            {
                LetGo();
            }
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

            var page = new List<ChatMessage>((int)(to - from + 1));
            for (var id = from; id <= to; id++)
            {
                if (_ring[(int)(id % _ring.Length)] is { } message)
                {
                    page.Add(message);
                }
            }

            return page;
        }
    }

    /// <summary>The newest messages, oldest first, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<ChatMessage> Newest(int count) => Read(LastId - count + 1, count);

    private void Restore(IMessageLog log)
    {
        _lastId = log.LastId;
        _firstId = _lastId + 1;
        foreach (var message in log.Newest(_ring.Length, _mostBytes))
        {
            if (message.Id > _lastId - _ring.Length)
            {
                _firstId = Math.Min(_firstId, message.Id);
                Hold(message);
            }
        }
    }

    private void Hold(ChatMessage message)
    {
        while (message.Id - _firstId >= _ring.Length)
        {
            LetGo();
        }

        _ring[(int)(message.Id % _ring.Length)] = message;
        _bytes += message.Body.Length;
        while (_bytes > _mostBytes && _firstId < message.Id)
        {
            LetGo();
        }
    }

    private void LetGo()
    {
        ref var oldest = ref _ring[(int)(_firstId % _ring.Length)];
        _bytes -= oldest?.Body.Length ?? 0; // a number that the log did not have has no message
        oldest = null;
        Volatile.Write(ref _firstId, _firstId + 1);
    }
}
