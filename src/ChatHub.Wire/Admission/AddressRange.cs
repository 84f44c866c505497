using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatHub.Wire.Admission;

/// <summary>
/// One address, or all that begin with the same bits (CIDR). IPv4 addresses stand in it as IPv6 has them (<c>::ffff:192.0.2.1</c>), so an address is the
/// same whichever way it came in.
/// </summary>
public readonly record struct AddressRange
{
    private const int AllBits = 128;
    private const int MappedBits = 96;

    private static readonly UInt128 s_mapped = (UInt128)0xFFFF << 32;

    private AddressRange(UInt128 address, int bits)
    {
        First = address & MaskOf(bits);
        Bits = bits;
    }

    /// <summary>Its first address.</summary>
    public UInt128 First { get; }

    /// <summary>How many leading bits its addresses share, 0 to 128; 128 for one address.</summary>
    public int Bits { get; }

    /// <summary>The range of one address.</summary>
    public static AddressRange Of(UInt128 address) => new(address, AllBits);

    /// <summary>What counts as one client: an IPv4 address, or the 64 bits of IPv6 that a network gives to one of its hosts to choose from.</summary>
    public static AddressRange ClientOf(UInt128 address) => new(address, IsIpv4(address) ? AllBits : 64);

    /// <summary>An address as a number.</summary>
    public static UInt128 ValueOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? s_mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Reads <c>192.0.2.7</c>, <c>192.0.2.0/24</c>, <c>2001:db8::1</c> or <c>2001:db8::/32</c>; bits behind the prefix are ignored.</summary>
    public static bool TryParse(string? text, out AddressRange range)
    {
        range = default;
        var parts = (text ?? "").Trim().Split('/', 2);
        if (!IPAddress.TryParse(parts[0], out var address)
            || parts[0].Contains('%', StringComparison.Ordinal) // a scope is a matter of one machine
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != parts[0])) // 010.0.0.1, 127.1: others read those otherwise
        {
            return false;
        }

        var before = address.AddressFamily == AddressFamily.InterNetwork ? MappedBits : 0;
        var bits = AllBits - before;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > AllBits - before))
        {
            return false;
        }

        range = new(ValueOf(address), before + bits);
        return true;
    }

    /// <summary>Whether an address is in it.</summary>
    public bool Contains(UInt128 address) => (address & MaskOf(Bits)) == First;

    /// <summary>Whether they have an address in common.</summary>
    public bool Overlaps(AddressRange other) => Bits <= other.Bits ? Contains(other.First) : other.Contains(First);

    /// <summary>As it is written in settings and on screens; one address without its bits.</summary>
    public override string ToString()
    {
        var isIpv4 = Bits >= MappedBits && IsIpv4(First);
        var address = TextOf(First, isIpv4);
        return Bits == AllBits ? address : string.Create(CultureInfo.InvariantCulture, $"{address}/{(isIpv4 ? Bits - MappedBits : Bits)}");
    }

    /// <summary>The leading bits of an address.</summary>
    internal static UInt128 MaskOf(int bits) => bits == 0 ? UInt128.Zero : UInt128.MaxValue << (AllBits - bits);

    private static bool IsIpv4(UInt128 address) => address >> 32 == s_mapped >> 32;

    private static string TextOf(UInt128 address, bool isIpv4)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(isIpv4 ? bytes[12..] : bytes).ToString();
    }
}
