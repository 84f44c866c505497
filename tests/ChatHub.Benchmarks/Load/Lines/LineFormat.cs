using System.Buffers.Binary;

namespace ChatHub.Benchmarks.Load.Lines;

/// <summary>
/// The lines of one run: <c>~</c>, 32 hex digits (run, sender, number, time), <c>~</c>, padding, LF. The padding follows from what stands
/// before it, so a line made of the parts of two is seen. A server may write something before a line (a name), nothing after it.
/// </summary>
internal sealed class LineFormat
{
    /// <summary>Bytes of the shortest line, its LF included.</summary>
    public const int LeastBytes = 40;

    /// <summary>Bytes of the longest.</summary>
    public const int MostBytes = 64 * 1024;

    private const byte Mark = (byte)'~';
    private const int Digits = 32;
    private const int PaddingAt = Digits + 2;
    private const int PaddingStarts = 1021;

    private static readonly byte[] s_padding = MakePadding();

    private readonly uint _run;
    private readonly int _textBytes;

    /// <summary>The lines of a run.</summary>
    /// <param name="run">Number that tells this run's lines from those of others.</param>
    /// <param name="bytes">Bytes of a line, its LF included.</param>
    public LineFormat(uint run, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, LeastBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MostBytes);
        _run = run;
        _textBytes = bytes - 1;
    }

    /// <summary>Bytes of a line, its LF included.</summary>
    public int Bytes => _textBytes + 1;

    /// <summary>Writes a line to the start of <paramref name="output"/>.</summary>
    public void Write(Span<byte> output, in LineHeader header)
    {
        Span<byte> raw = stackalloc byte[Digits / 2];
        BinaryPrimitives.WriteInt64BigEndian(raw[8..], header.SentAt); // its upper 16 bits are overwritten next
        BinaryPrimitives.WriteUInt32BigEndian(raw, _run);
        BinaryPrimitives.WriteUInt16BigEndian(raw[4..], header.Sender);
        BinaryPrimitives.WriteUInt32BigEndian(raw[6..], header.Number);
        output[0] = Mark;
        Convert.TryToHexStringLower(raw, output[1..PaddingAt], out _);
        output[PaddingAt - 1] = Mark;
        PaddingOf(header).CopyTo(output[PaddingAt..]);
        output[_textBytes] = (byte)'\n';
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its LF; a CR at its end is passed over.</param>
    /// <param name="header">What it says of itself, where it is <see cref="LineVerdict.Whole"/>.</param>
    public LineVerdict Read(ReadOnlySpan<byte> line, out LineHeader header)
    {
        if (line is [.. var text, (byte)'\r'])
        {
            line = text;
        }

        if (line.Length >= _textBytes
            && TryReadHeader(line[^_textBytes..], out var run, out header)
            && run == _run
            && !line[..^_textBytes].Contains(Mark)
            && line[(line.Length - _textBytes + PaddingAt)..].SequenceEqual(PaddingOf(header)))
        {
            return LineVerdict.Whole;
        }

        header = default;
        var mark = line.IndexOf(Mark);
        return mark < 0 || (TryReadHeader(line[mark..], out run, out _) && run != _run) ? LineVerdict.Other : LineVerdict.Damaged;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> text, out uint run, out LineHeader header)
    {
        run = 0;
        header = default;
        if (text.Length < PaddingAt || text[0] != Mark || text[PaddingAt - 1] != Mark)
        {
            return false;
        }

        Span<byte> raw = stackalloc byte[Digits / 2];
        var digits = text[1..(PaddingAt - 1)];
        if (digits.ContainsAnyInRange((byte)'A', (byte)'F') || Convert.FromHexString(digits, raw, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        run = BinaryPrimitives.ReadUInt32BigEndian(raw);
        header = new LineHeader(
            BinaryPrimitives.ReadUInt16BigEndian(raw[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(raw[6..]),
            BinaryPrimitives.ReadInt64BigEndian(raw[8..]) & 0xFFFF_FFFF_FFFF);
        return true;
    }

    private static byte[] MakePadding()
    {
        var padding = new byte[MostBytes + PaddingStarts];
        var state = 20_240_229u;
        foreach (ref var value in padding.AsSpan())
        {
            state = (state * 1_103_515_245u) + 12_345u;
            value = (byte)('a' + ((state >> 16) % 26));
        }

        return padding;
    }

    private ReadOnlySpan<byte> PaddingOf(in LineHeader header) =>
        s_padding.AsSpan((int)(((header.Sender * 31u) + header.Number + (ulong)header.SentAt) % PaddingStarts), _textBytes - PaddingAt);
}
