using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Dashboard.Texts;
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
    [InlineData(-3, "0s", "0秒")]
    [InlineData(59, "59s", "59秒")]
    [InlineData(61, "1m 01s", "1分01秒")]
    [InlineData(3660, "1h 01m", "1时01分")]
    [InlineData(90_000, "1d 01h", "1天01时")]
    public void Duration_Seconds_AreShortInEachLanguage(int seconds, string english, string chinese)
    {
        Assert.Equal(english, new UiTexts().Duration(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(chinese, new ChineseTexts().Duration(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(99_900, "99,900", "99,900")]
    [InlineData(123_456, "123k", "12.3万")]
    [InlineData(12_345_678, "12M", "1,235万")]
    [InlineData(12_345_678_901, "12G", "123亿")]
    public void Large_Counts_AreShortInEachLanguage(double count, string english, string chinese)
    {
        Assert.Equal(english, Measure.Text(count, Unit.Count, new UiTexts()));
        Assert.Equal(chinese, Measure.Text(count, Unit.Count, new ChineseTexts()));
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(0.42, "0.4")]
    [InlineData(12.4, "12")]
    [InlineData(12345.0, "12,345")]
    public void Rate_PerSecond_IsShort(double? rate, string expected) => Assert.Equal(expected, Format.Rate(rate));
}
