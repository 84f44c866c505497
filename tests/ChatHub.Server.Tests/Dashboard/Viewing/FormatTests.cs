using ChatHub.Server.Dashboard.Viewing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1024, "1.0 KB")]
    [InlineData(10_240, "10 KB")]
    [InlineData(1_048_576, "1.0 MB")]
    [InlineData(5_368_709_120, "5.0 GB")]
    public void Bytes_Sizes_AreShort(long bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));

    [Theory]
    [InlineData(-3, "0s")]
    [InlineData(59, "59s")]
    [InlineData(61, "1m 01s")]
    [InlineData(3660, "1h 01m")]
    [InlineData(90_000, "1d 01h")]
    public void Duration_Seconds_AreShort(int seconds, string expected) => Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(0.42, "0.4")]
    [InlineData(12.4, "12")]
    [InlineData(12345.0, "12,345")]
    public void Rate_PerSecond_IsShort(double? rate, string expected) => Assert.Equal(expected, Format.Rate(rate));
}
