namespace ChatHub.Chat;

/// <summary>The bytes of a batch in one format. Shared by all its receivers: nobody may write into it.</summary>
/// <param name="bytes">All messages, one after the other.</param>
/// <param name="ends">Where each message of the batch ends in <paramref name="bytes"/>; equal to the end before it for a message that this format leaves out.</param>
/// <param name="count">How many messages have bytes.</param>
public sealed class EncodedBatch(ReadOnlyMemory<byte> bytes, int[] ends, int count)
{
    /// <summary>All messages, one after the other.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>How many messages have bytes in this format.</summary>
    public int Count { get; } = count;

    /// <summary>The bytes of the message at <paramref name="index"/> of the batch; empty where the format leaves it out.</summary>
    public ReadOnlyMemory<byte> this[int index] => Bytes[StartOf(index)..ends[index]];

    /// <summary>The messages from <paramref name="index"/> on; the bytes are shared.</summary>
    internal EncodedBatch From(int index)
    {
        var start = StartOf(index);
        var rest = new int[ends.Length - index];
        var withBytes = 0;
        for (var i = index; i < ends.Length; i++)
        {
            rest[i - index] = ends[i] - start;
            withBytes += ends[i] > StartOf(i) ? 1 : 0;
        }

        return new EncodedBatch(Bytes[start..], rest, withBytes);
    }

    private int StartOf(int index) => index == 0 ? 0 : ends[index - 1];
}
