using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Framing.Tests;

public sealed class LineFramerOptionsTests
{
    private static readonly TimeSpan Negative = TimeSpan.FromMilliseconds(-2);

    [Fact]
    public void Defaults_AreThoseDocumented()
    {
        var options = new LineFramerOptions();
        options.Validate();
        Assert.Equal(1_048_576, options.MaxMessageBytes);
        Assert.Equal(50, options.FlushAfter.TotalMilliseconds);
        Assert.Equal(1000, options.IncompleteGrace.TotalMilliseconds);
        Assert.Equal(2000, options.KeystrokeGrace.TotalMilliseconds);
        Assert.True(options.Utf8);
    }

    [Fact]
    public void Validate_EndsOfTheRanges_AreAllowed()
    {
        new LineFramerOptions { MaxMessageBytes = 16, FlushAfter = TimeSpan.Zero, IncompleteGrace = TimeSpan.Zero, KeystrokeGrace = TimeSpan.Zero }.Validate();
        new LineFramerOptions { MaxMessageBytes = 16_777_216, FlushAfter = Timeout.InfiniteTimeSpan }.Validate();
    }

    [Fact]
    public void Validate_OutOfRange_NamesTheProperty()
    {
        AssertNames(nameof(LineFramerOptions.MaxMessageBytes), new LineFramerOptions { MaxMessageBytes = 15 });
        AssertNames(nameof(LineFramerOptions.MaxMessageBytes), new LineFramerOptions { MaxMessageBytes = 16_777_217 });
        AssertNames(nameof(LineFramerOptions.FlushAfter), new LineFramerOptions { FlushAfter = Negative });
        AssertNames(nameof(LineFramerOptions.FlushAfter), new LineFramerOptions { FlushAfter = TimeSpan.FromHours(2) });
        AssertNames(nameof(LineFramerOptions.IncompleteGrace), new LineFramerOptions { IncompleteGrace = Negative });
        AssertNames(nameof(LineFramerOptions.KeystrokeGrace), new LineFramerOptions { KeystrokeGrace = Timeout.InfiniteTimeSpan });
    }

    private static void AssertNames(string property, LineFramerOptions options)
    {
        Assert.Equal(property, Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineFramer(options, new FakeTimeProvider()));
    }
}
