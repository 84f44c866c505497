using ChatHub.Benchmarks.Load.Reporting;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_OfAllValuesUpToAMillion_IsRightToOneInSixtyFour()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 1_000_000; value++)
        {
            histogram.Add(value);
        }

        Assert.All([0.01, 0.5, 0.9, 0.99, 0.999], share => Assert.InRange(histogram.Percentile(share)!.Value, share * 1_000_000 * 63 / 64, share * 1_000_000 * 65 / 64));
        Assert.Equal(1_000_000, histogram.Percentile(1));
    }

    [Fact]
    public void Percentile_OfNothing_IsNotKnown() => Assert.Null(new LatencyHistogram().Percentile(0.5));
}
