using System.Buffers;

namespace ChatHub.Framing;

/// <summary>Bytes kept between reads, in a rented array that grows by doubling and is given back when they are gone.</summary>
/// <param name="limit">The most bytes ever kept; no larger array is asked for.</param>
internal struct RemainderBuffer(int limit)
{
    private byte[]? _rented;

    /// <summary>Number of bytes kept.</summary>
    public int Length { get; private set; }

    /// <summary>True if there is an array to give back, be it only for a frame that was handed out.</summary>
    public readonly bool IsRented => _rented is not null;

    /// <summary>The bytes kept.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int needed = Length + bytes.Length;
        if (_rented is null || needed > _rented.Length)
        {
            Grow(needed);
        }

        bytes.CopyTo(_rented.AsSpan(Length));
        Length = needed;
    }

    /// <summary>Empties the buffer but leaves the bytes where they are, for the frame that shows them.</summary>
    public ReadOnlySpan<byte> TakeAll()
    {
        ReadOnlySpan<byte> taken = Bytes;
        Length = 0;
        return taken;
    }

    /// <summary>Gives the array back. No frame that shows it may be in use.</summary>
    public void Release()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            Length = 0;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Grow(int needed)
    {
        int doubled = _rented is null ? 0 : Math.Min(2 * _rented.Length, limit);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        if (_rented is { } old)
        {
            old.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(old);
        }

        _rented = larger;
    }
}
