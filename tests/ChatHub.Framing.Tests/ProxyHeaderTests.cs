using System.Net;
using System.Text;

namespace ChatHub.Framing.Tests;

public sealed class ProxyHeaderTests
{
    private static readonly byte[] s_signature = "\r\n\r\n\0\r\nQUIT\n"u8.ToArray();

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n", "192.0.2.1:56324")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n", "[2001:db8::1]:1")]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", null)]
    public void Read_Version1_GivesTheSource(string header, string? source)
    {
        var bytes = Encoding.ASCII.GetBytes(header);
        var read = ProxyHeader.Read([.. bytes, .. "hello"u8]);
        Assert.Equal(new ProxyHeader(ProxyHeaderOutcome.Complete, bytes.Length, source is null ? null : IPEndPoint.Parse(source)), read);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("proxy TCP4 192.0.2.1 198.51.100.2 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 1\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 1 2 3\r\n")]
    [InlineData("PROXY TCP4  192.0.2.1 198.51.100.2 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.256 198.51.100.2 1 2\r\n")]
    [InlineData("PROXY TCP4 ::1 ::1 1 2\r\n")]
    [InlineData("PROXY TCP6 192.0.2.1 192.0.2.1 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 65536 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 01 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 -1 2\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.2 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 1 2\n.........................................................................................")]
    public void Read_Version1_Wrong_IsRefused(string header) => Assert.Equal(ProxyHeaderOutcome.Wrong, ProxyHeader.Read(Encoding.ASCII.GetBytes(header)).Outcome);

    [Fact]
    public void Read_Version2_GivesTheSource()
    {
        byte[] v4 = [.. s_signature, 0x21, 0x11, 0, 15, 192, 0, 2, 1, 198, 51, 100, 2, 0xDC, 4, 1, 187, /* what may follow the addresses */ 4, 0, 0];
        byte[] v6 = [.. s_signature, 0x21, 0x21, 0, 36, .. IPAddress.Parse("2001:db8::1").GetAddressBytes(), .. IPAddress.IPv6Loopback.GetAddressBytes(), 0, 7, 0, 8];
        byte[] local = [.. s_signature, 0x20, 0x00, 0, 2, 9, 9];
        byte[] unspecified = [.. s_signature, 0x21, 0x00, 0, 0];

        Assert.Equal(new(ProxyHeaderOutcome.Complete, v4.Length, IPEndPoint.Parse("192.0.2.1:56324")), ProxyHeader.Read([.. v4, 1, 2, 3]));
        Assert.Equal(new(ProxyHeaderOutcome.Complete, v6.Length, IPEndPoint.Parse("[2001:db8::1]:7")), ProxyHeader.Read(v6));
        Assert.Equal(new(ProxyHeaderOutcome.Complete, local.Length, null) { IsLocal = true }, ProxyHeader.Read(local));
        Assert.Equal(new(ProxyHeaderOutcome.Complete, unspecified.Length, null), ProxyHeader.Read(unspecified));
    }

    [Fact]
    public void Read_Version2_Wrong_IsRefused()
    {
        Assert.All(
            new byte[][]
            {
                [.. s_signature, 0x11, 0x11, 0, 12, .. new byte[12]], // another version
                [.. s_signature, 0x22, 0x11, 0, 12, .. new byte[12]], // an unknown command
                [.. s_signature, 0x21, 0x12, 0, 12, .. new byte[12]], // UDP
                [.. s_signature, 0x21, 0x11, 0, 11, .. new byte[11]], // too short for its addresses
                [.. s_signature, 0x21, 0x11, 0xFF, 0xFF, .. new byte[12]], // longer than anybody needs
            },
            bytes => Assert.Equal(ProxyHeaderOutcome.Wrong, ProxyHeader.Read(bytes).Outcome));
    }

    [Fact]
    public void Read_InPieces_NeedsMoreUntilItIsThere()
    {
        byte[][] headers =
        [
            "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n"u8.ToArray(),
            [.. s_signature, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 198, 51, 100, 2, 0xDC, 4, 1, 187],
        ];
        foreach (var header in headers)
        {
            for (var i = 0; i < header.Length; i++)
            {
                Assert.Equal(ProxyHeaderOutcome.NeedsMore, ProxyHeader.Read(header.AsSpan(0, i)).Outcome);
            }
        }
    }

    [Fact]
    public void Read_AnyBytes_NeverFailsAndEndsWithinItsBound()
    {
        var random = new Random(11);
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            var input = (i % 3) switch { 0 => bytes, 1 => [.. s_signature, .. bytes], _ => [.. "PROXY TCP4 "u8, .. bytes] };
            var whole = ProxyHeader.Read(input);
            Assert.InRange(whole.Length, 0, input.Length);
            var part = ProxyHeader.Read(input.AsSpan(0, random.Next(input.Length + 1)));
            Assert.True(part.Outcome == ProxyHeaderOutcome.NeedsMore || part == whole || part.Equals(whole), $"{Convert.ToHexString(input)}: {part} became {whole}");
        }

        Assert.Equal(ProxyHeaderOutcome.Wrong, ProxyHeader.Read([.. "PROXY TCP4 "u8, .. Enumerable.Repeat((byte)'1', 200)]).Outcome);
    }
}
