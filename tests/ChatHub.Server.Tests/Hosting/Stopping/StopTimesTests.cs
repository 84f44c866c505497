using ChatHub.Server.Hosting.Stopping;
using Xunit;

namespace ChatHub.Server.Tests.Hosting.Stopping;

public sealed class StopTimesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(600)]
    public void Parts_OfAnyTime_LeaveSomeForTheMessageLog(int seconds)
    {
        var times = new StopTimes(TimeSpan.FromSeconds(seconds));

        Assert.True(times.Clients + times.LastWords + times.Web + times.LastWords < times.Whole); // the last words are waited for twice
        Assert.True(times.Web <= TimeSpan.FromSeconds(4));
    }
}
