using System.Buffers;

namespace ChatHub.Chat;

/// <summary>
/// The unit of delivery: messages of one room in their order, encoded once per format. Made and delivered by the room's pump,
/// on one thread at a time; <see cref="Encode"/> MUST be called within <see cref="ISessionOutput.Deliver"/> only.
/// </summary>
public sealed class MessageBatch
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_writer;

    private static long s_failures;

    private readonly ChatMessage[] _messages;
    private readonly MessageBatch? _whole;
    private readonly List<(BatchFormat Format, EncodedBatch Encoded)> _encoded = new(2);

    /// <summary>A batch of the given messages.</summary>
    public MessageBatch(ReadOnlySpan<ChatMessage> messages) => _messages = messages.ToArray();

    private MessageBatch(MessageBatch whole, int index)
    {
        _messages = whole._messages[index..];
        _whole = whole;
    }

    /// <summary>Messages left out because a format failed on them, in this process. Each is a defect of a format.</summary>
    public static long EncodingFailures => Volatile.Read(ref s_failures);

    /// <summary>The messages, in the order of the room.</summary>
    public ReadOnlySpan<ChatMessage> Messages => _messages;

    /// <summary>The bytes in a format; encoded at the first call, the same object afterwards.</summary>
    public EncodedBatch Encode(BatchFormat format)
    {
        foreach (var (known, encoded) in _encoded)
        {
            if (ReferenceEquals(known, format))
            {
                return encoded;
            }
        }

        var made = EncodeNew(format);
        _encoded.Add((format, made));
        return made;
    }

    /// <summary>The messages from <paramref name="index"/> on, as a batch that shares the encoded bytes with this one.</summary>
    internal MessageBatch From(int index) => new(this, index);

    private EncodedBatch EncodeNew(BatchFormat format)
    {
        if (_whole is { } whole)
        {
            return whole.Encode(format).From(whole._messages.Length - _messages.Length);
        }

        var writer = s_writer ??= new ArrayBufferWriter<byte>(64 * 1024);
        writer.ResetWrittenCount();
        var ends = new int[_messages.Length];
        var count = 0;
        for (var i = 0; i < _messages.Length; i++)
        {
            var before = writer.WrittenCount;
            TryEncode(format, _messages[i], writer, before);
            ends[i] = writer.WrittenCount;
            count += writer.WrittenCount > before ? 1 : 0;
        }

        var bytes = writer.WrittenSpan.ToArray();
        if (writer.Capacity > 1024 * 1024)
        {
            s_writer = null; // one huge message must not stay in memory for good
        }

        return new EncodedBatch(bytes, ends, count);
    }

    /// <summary>A message that a format fails on is left out for its receivers; they must not all be lost for it.</summary>
    private static void TryEncode(BatchFormat format, ChatMessage message, ArrayBufferWriter<byte> writer, int before)
    {
        try
        {
            format.Encode(message, writer);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Interlocked.Increment(ref s_failures);
            var kept = writer.WrittenSpan[..before].ToArray();
            writer.ResetWrittenCount();
            writer.Write(kept);
        }
    }
}
