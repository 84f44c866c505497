using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Statistics;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Overview;

public sealed class OverviewPageTests : DashboardTest
{
    private static UiTexts Texts => TextCatalog.All[0];

    [Fact]
    public void Page_NothingMeasuredYet_SaysSo()
    {
        var page = Render<OverviewPage>();

        Assert.Equal(Texts.ChartNothing, page.Find(Test("chart-connections") + " .none").TextContent);
        Assert.Contains(Texts.NothingHappened, page.Find(Test("events")).TextContent, StringComparison.Ordinal);
        Assert.Contains(Texts.NoTalkers, page.Find(Test("talkers")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_NobodyMeasuredForAMinute_HasAGap()
    {
        Statistics.Pass(20, now => now[Figure.Connections] = 3);
        var whole = Render<OverviewPage>().Find(Line).GetAttribute("d")!;
        Time.Advance(TimeSpan.FromMinutes(1));
        Statistics.Pass(20);
        var broken = Render<OverviewPage>().Find(Line).GetAttribute("d")!;

        Assert.Equal((1, 2), (whole.Count(c => c == 'M'), broken.Count(c => c == 'M')));
    }

    [Fact]
    public void Events_KicksAndFaults_StandInTheirLanesAtTheirTimes()
    {
        Happen();
        var page = Render<OverviewPage>();

        Assert.Equal("M177.5 63v14M178.5 63v14", page.Find(Test("events-operators")).GetAttribute("d"));
        Assert.Equal("M178.5 23v14M179.5 23v14", page.Find(Test("events-faults")).GetAttribute("d"));
        Assert.Equal("", page.Find(Test("events-limits")).GetAttribute("d"));
    }

    [Fact]
    public async Task Moment_PointedAt_ShowsItsValuesEventsAndLog()
    {
        Happen();
        var page = Render<OverviewPage>();
        Assert.Equal("2", page.Find(Test("chart-connections") + " " + Test("chart-value")).TextContent);
        await page.InvokeAsync(() => page.Instance.Point(Sample.Noon.AddSeconds(2).ToUnixTimeSeconds()));

        Assert.Equal("7", page.Find(Test("chart-connections") + " " + Test("chart-value")).TextContent);
        Assert.Contains("12:00:00", page.Find(Test("moment")).TextContent, StringComparison.Ordinal);
        Assert.Contains(Texts.HappenedKicked(4), page.Find(".words").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Texts.HappenedFaults(1), page.Find(".words").TextContent, StringComparison.Ordinal);
        Assert.Equal("messages?from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:05Z", Uri.UnescapeDataString(page.Find(Test("moment-log")).GetAttribute("href")!));

        await page.InvokeAsync(() => page.Instance.Point(null));
        Assert.Empty(page.FindAll(Test("moment")));
    }

    [Fact]
    public async Task Chart_AsTable_HasTheNewestOnTopAndGoesBack()
    {
        Happen();
        var page = Render<OverviewPage>();
        await page.Find(Test("chart-connections") + " " + Test("chart-table")).ClickAsync(new());
        var rows = page.FindAll(Test("chart-connections") + " tbody tr");
        Assert.Equal(30, rows.Count);
        Assert.Equal("7", rows[0].QuerySelector("td")!.TextContent); // the most of its half minute
        Assert.Equal("–", rows[1].QuerySelector("td")!.TextContent);

        await page.Find(Test("chart-connections") + " " + Test("chart-table")).ClickAsync(new());
        Assert.Empty(page.FindAll(Test("chart-rows")));
    }

    private static string Line => Test("chart-connections") + " path.line";

    /// <summary>Five seconds of kicks, then five of faults.</summary>
    private void Happen()
    {
        Statistics.Pass(5, now =>
        {
            now[Figure.Connections] = 7;
            now[Figures.Ended(DisconnectReason.Kicked)]++;
        });
        Statistics.Pass(5, now =>
        {
            now[Figure.Connections] = 2;
            now[Figure.ListenerFaults]++;
        });
    }
}
