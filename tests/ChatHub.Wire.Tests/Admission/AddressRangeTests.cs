using System.Net;
using ChatHub.Wire.Admission;

namespace ChatHub.Wire.Tests.Admission;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData(" 192.0.2.7/32 ", "192.0.2.7")]
    [InlineData("192.0.2.77/24", "192.0.2.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7/120", "192.0.2.0/24")]
    [InlineData("2001:DB8::1/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("::1", "::1")]
    public void TryParse_Right_IsWrittenInOneWay(string text, string expected)
    {
        Assert.True(AddressRange.TryParse(text, out var range));
        Assert.Equal(expected, range.ToString());
        Assert.True(AddressRange.TryParse(range.ToString(), out var again));
        Assert.Equal(range, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")] // octal to some, decimal to others
    [InlineData("192.0.2.7/33")]
    [InlineData("192.0.2.7/-1")]
    [InlineData("192.0.2.7/")]
    [InlineData("192.0.2.7/24/24")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    public void TryParse_Wrong_IsRefused(string? text) => Assert.False(AddressRange.TryParse(text, out _));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.1", true)] // how a socket of both versions shows it
    [InlineData("::/0", "192.0.2.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    public void Contains_Address_LooksAtTheLeadingBits(string range, string address, bool expected) =>
        Assert.Equal(expected, Parse(range).Contains(AddressRange.ValueOf(IPAddress.Parse(address))));

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0/16", false)]
    public void Overlaps_EitherWay(string one, string other, bool expected) => Assert.Equal(expected, Parse(one).Overlaps(Parse(other)));

    [Fact]
    public void ClientOf_Ipv6_IsThe64BitsOfItsNetwork()
    {
        Assert.Equal("2001:db8:1:2::/64", AddressRange.ClientOf(AddressRange.ValueOf(IPAddress.Parse("2001:db8:1:2:3:4:5:6"))).ToString());
        Assert.Equal("192.0.2.1", AddressRange.ClientOf(AddressRange.ValueOf(IPAddress.Parse("192.0.2.1"))).ToString());
    }

    [Fact]
    public void PrefixTable_ManyRanges_FindsWhatAScanFinds()
    {
        var random = new Random(7);
        var entries = Enumerable.Range(0, 1_000).Select(i => (Range: Parse($"10.{random.Next(4)}.{random.Next(256)}.{random.Next(256)}/{random.Next(12, 33)}"), Value: $"{i}")).DistinctBy(entry => entry.Range).ToArray();
        var table = new PrefixTable<string>(entries);
        for (var i = 0; i < 5_000; i++)
        {
            var address = AddressRange.ValueOf(IPAddress.Parse($"10.{random.Next(6)}.{random.Next(256)}.{random.Next(256)}"));
            var expected = entries.Where(entry => entry.Range.Contains(address)).OrderByDescending(entry => entry.Range.Bits).Select(entry => entry.Value).FirstOrDefault();
            Assert.Equal(expected, table.Find(address, 0, static (_, _) => true));
        }
    }

    internal static AddressRange Parse(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
}
