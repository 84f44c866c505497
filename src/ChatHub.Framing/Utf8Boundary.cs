using System.Buffers;
using System.Text;

namespace ChatHub.Framing;

/// <summary>Where bytes of UTF-8 (RFC 3629) may be cut without splitting a character.</summary>
public static class Utf8Boundary
{
    /// <summary>
    /// The length of <paramref name="bytes"/> without a character that has begun at their end and is well formed so far.
    /// Bytes that can no longer become a character are left in: waiting for more would not mend them.
    /// </summary>
    /// <param name="bytes">Any bytes; only the last three are looked at.</param>
    /// <returns>A length from <c>bytes.Length - 3</c> to <c>bytes.Length</c>.</returns>
    public static int TrimIncomplete(ReadOnlySpan<byte> bytes)
    {
        // The longest character has four bytes, so an unfinished one has at most three.
        for (int start = bytes.Length - 1; start >= 0 && start >= bytes.Length - 3; start--)
        {
            if (!IsContinuation(bytes[start]))
            {
                return Rune.DecodeFromUtf8(bytes[start..], out _, out _) == OperationStatus.NeedMoreData ? start : bytes.Length;
            }
        }

        return bytes.Length;
    }

    /// <summary>True if all of <paramref name="bytes"/> belong to one character: one whole, its start or its end; or are one byte.</summary>
    internal static bool IsOneCharacter(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > 4)
        {
            return false;
        }

        if (bytes.Length == 1)
        {
            return true;
        }

        if (IsContinuation(bytes[0]))
        {
            return bytes.Length <= 3 && bytes.IndexOfAnyExceptInRange((byte)0x80, (byte)0xBF) < 0;
        }

        OperationStatus status = Rune.DecodeFromUtf8(bytes, out _, out int consumed);
        return status != OperationStatus.InvalidData && consumed == bytes.Length;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
