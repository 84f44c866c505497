namespace ChatHub.Wire.Admission;

/// <summary>The messages and the bytes that somebody may send. Safe for all threads: connections of one address share one.</summary>
internal sealed class FloodBuckets(double messagesPerSecond, double messageBurst, double bytesPerSecond, double byteBurst)
{
    private readonly Lock _gate = new();
    private TokenBucket _messages = new(messagesPerSecond, messageBurst);
    private TokenBucket _bytes = new(bytesPerSecond, byteBurst);

    /// <summary>Buckets for one connection, or, of so many times the size, for an address.</summary>
    public static FloodBuckets Of(FloodLimits limits, int times = 1) =>
        new(limits.MessagesPerSecond * times, limits.MessageBurst * times, limits.BytesPerSecond * times, limits.ByteBurst * times);

    /// <summary>Takes what was sent, and tells how long to wait before more is read.</summary>
    public TimeSpan Take(int messages, int bytes, long now)
    {
        lock (_gate)
        {
            _messages.Fill(now);
            _bytes.Fill(now);
            _messages.Take(messages);
            _bytes.Take(bytes);
            return _messages.Wait > _bytes.Wait ? _messages.Wait : _bytes.Wait;
        }
    }

    /// <summary>How many messages may come at once now; at least one.</summary>
    public int MessagesNow(long now)
    {
        lock (_gate)
        {
            _messages.Fill(now);
            return (int)Math.Clamp(_messages.Level, 1, int.MaxValue);
        }
    }
}
