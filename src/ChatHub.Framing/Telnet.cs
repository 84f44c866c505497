namespace ChatHub.Framing;

/// <summary>The bytes of the telnet protocol that the filter has to know by name.</summary>
internal static class Telnet
{
    public const byte Eof = 236;               // RFC 1184: end of file; plink sends it at the end of its input
    public const byte Se = 240;                // RFC 854: end of a subnegotiation
    public const byte AreYouThere = 246;       // RFC 854
    public const byte Sb = 250;                // RFC 854: start of a subnegotiation
    public const byte Will = 251;
    public const byte Wont = 252;
    public const byte Do = 253;
    public const byte Dont = 254;
    public const byte Iac = 255;

    public const byte TimingMark = 6;          // RFC 860
}
