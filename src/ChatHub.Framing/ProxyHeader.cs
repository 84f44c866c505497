using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace ChatHub.Framing;

/// <summary>What a proxy says about the connection that it passes on (PROXY protocol of HAProxy, versions 1 and 2).</summary>
/// <param name="Outcome">Whether there is a header.</param>
/// <param name="Length">Bytes that it has; 0 unless it is complete.</param>
/// <param name="Source">Who connected to the proxy; null where the proxy speaks for itself (LOCAL) or does not say (UNKNOWN, UNSPEC).</param>
public readonly record struct ProxyHeader(ProxyHeaderOutcome Outcome, int Length, IPEndPoint? Source)
{
    /// <summary>Whether the proxy says that it connects on its own account (LOCAL): to see whether somebody answers, mostly.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Most bytes of a header that is read: version 2 can say 64 KB, of which addresses need 36 and proxies in use a few hundred.</summary>
    public const int MostBytes = 1024;

    /// <summary>Most bytes of a header of version 1, its ending included.</summary>
    private const int MostTextBytes = 107;

    /// <summary>Bytes of version 2 before the addresses.</summary>
    private const int FixedBytes = 16;

    private static readonly ProxyHeader s_more = new(ProxyHeaderOutcome.NeedsMore, 0, null);
    private static readonly ProxyHeader s_wrong = new(ProxyHeaderOutcome.Wrong, 0, null);

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads the header at the beginning of a stream. Pure: the same bytes give the same, and with more bytes only what needed more changes.</summary>
    public static ProxyHeader Read(ReadOnlySpan<byte> input)
    {
        var same = input[..Math.Min(input.Length, Signature.Length)].CommonPrefixLength(Signature);
        return same == Signature.Length ? ReadBinary(input)
            : same == input.Length ? s_more
            : ReadText(input);
    }

    private static ProxyHeader ReadText(ReadOnlySpan<byte> input)
    {
        var start = "PROXY "u8;
        if (!start.StartsWith(input[..Math.Min(input.Length, start.Length)]))
        {
            return s_wrong;
        }

        var end = input[..Math.Min(input.Length, MostTextBytes)].IndexOf("\r\n"u8);
        if (end < 0)
        {
            return input.Length < MostTextBytes ? s_more : s_wrong;
        }

        Span<char> text = stackalloc char[MostTextBytes];
        for (var i = 0; i < end; i++)
        {
            text[i] = (char)input[i];
        }

        var line = text[..end].ToString();
        var words = line.Split(' ');
        if (words is ["PROXY", "UNKNOWN", ..])
        {
            return new(ProxyHeaderOutcome.Complete, end + 2, null);
        }

        return words is ["PROXY", "TCP4" or "TCP6", var source, var destination, var sourcePort, var destinationPort]
            && AddressOf(source, words[1]) is { } address && AddressOf(destination, words[1]) is not null
            && PortOf(sourcePort) is { } port && PortOf(destinationPort) is not null
            ? new(ProxyHeaderOutcome.Complete, end + 2, new IPEndPoint(address, port))
            : s_wrong;
    }

    private static ProxyHeader ReadBinary(ReadOnlySpan<byte> input)
    {
        if (input.Length < FixedBytes)
        {
            return s_more;
        }

        var (command, family) = (input[12], input[13]);
        var rest = BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        var length = FixedBytes + rest;
        if (command is not (0x20 or 0x21) || length > MostBytes)
        {
            return s_wrong;
        }

        if (input.Length < length)
        {
            return s_more;
        }

        var addresses = input[FixedBytes..length];
        if (command == 0x20 || family == 0)
        {
            return new(ProxyHeaderOutcome.Complete, length, null) { IsLocal = command == 0x20 };
        }

        var bytes = family switch { 0x11 => 4, 0x21 => 16, _ => 0 };
        return bytes == 0 || addresses.Length < (2 * bytes) + 4
            ? s_wrong
            : new(ProxyHeaderOutcome.Complete, length, new IPEndPoint(new IPAddress(addresses[..bytes]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * bytes)..])));
    }

    private static IPAddress? AddressOf(string text, string family) =>
        IPAddress.TryParse(text, out var address)
        && (family == "TCP4"
            ? address.ToString() == text && !text.Contains(':', StringComparison.Ordinal) // 010.0.0.1, 127.1: others read those otherwise
            : text.Contains(':', StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal))
            ? address : null;

    private static int? PortOf(string text) =>
        text.Length is > 0 and <= 5 && (text.Length == 1 || text[0] != '0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port : null;
}

/// <summary>What stands at the beginning of a stream where a proxy should speak first.</summary>
public enum ProxyHeaderOutcome : byte
{
    /// <summary>What is there may become a header.</summary>
    NeedsMore,

    /// <summary>A header.</summary>
    Complete,

    /// <summary>No header.</summary>
    Wrong,
}
