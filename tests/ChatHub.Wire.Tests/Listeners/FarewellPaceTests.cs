using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

/// <summary>How the closing of many connections is spread over time.</summary>
public sealed class FarewellPaceTests
{
    [Theory]
    [InlineData(0, 30, 0)]
    [InlineData(200, 30, 200)]
    [InlineData(10_000, 30, 10_000)]
    [InlineData(100_000, 30, 15_000)] // not longer than half of the time
    [InlineData(10_000, 1, 500)]
    public void Spread_OfConnections_IsAThousandASecondWithinHalfOfTheTime(int connections, int seconds, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), FarewellPace.SpreadOf(connections, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5_000, 5_001)]
    [InlineData(9_999, 10_000)]
    [InlineData(10_000, 10_000)]
    [InlineData(60_000, 10_000)]
    public void Due_OfTenThousandInTenSeconds_GrowsEvenlyToAll(int milliseconds, int due) =>
        Assert.Equal(due, FarewellPace.DueAfter(TimeSpan.FromMilliseconds(milliseconds), 10_000, TimeSpan.FromSeconds(10)));
}
