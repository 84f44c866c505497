using Bunit;
using ChatHub.Server.Dashboard.Console;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Sending;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Console;

public sealed class ConsolePageTests : DashboardTest
{
    [Fact]
    public void Page_SomethingChanges_ShowsIt()
    {
        var page = Render<ConsolePage>();
        Assert.Empty(page.FindAll(Test("connection-row")));

        Source.Connections = [Sample.Row(1)];
        Source.Figures = new HubFigures(Sample.Noon, 1, 4, 0, 0, 0);
        Source.Say("hello");
        Time.Advance(DashboardFeed.Interval);
        page.WaitForElement(Test("connection-row"));

        Assert.Contains("hello", page.Find(Test("log-row")).TextContent, StringComparison.Ordinal);
        Assert.Contains("peak 4", page.Find(Test("kpi-connections")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ManyChangesInASecond_DrawsTenTimesAtMost()
    {
        var page = Render<ConsolePage>();
        var before = page.RenderCount;
        for (var i = 0; i < 500; i++)
        {
            Source.Say("x");
            Time.Advance(TimeSpan.FromMilliseconds(2));
        }

        page.WaitForState(() => page.FindAll(Test("log-row"))[^1].GetAttribute("data-id") == "500");
        Assert.InRange(page.RenderCount - before, 1, 11);
    }

    [Fact]
    public async Task Page_Left_LetsTheFeedRest()
    {
        Render<ConsolePage>();
        var feed = Services.GetRequiredService<DashboardFeed>();
        Assert.True(feed.IsRunning);
        await DisposeComponentsAsync();

        Assert.False(feed.IsRunning);
    }

    [Fact]
    public async Task Row_Selected_IsCountedInTheSendBox()
    {
        Source.Connections = [Sample.Row(1), Sample.Row(2)];
        var page = Render<ConsolePage>();
        await page.Find(Test("select")).ChangeAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = true });
        Assert.Contains("Selected (1)", page.Find(Test("send-target")).TextContent, StringComparison.Ordinal);

        Source.Connections = [Sample.Row(2)];
        Time.Advance(DashboardFeed.Interval);
        page.WaitForAssertion(() => Assert.Contains("Selected (0)", page.Find(Test("send-target")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ToAllThatMatchTheFilter_ReachesThoseOnly()
    {
        Source.Connections = [Sample.Row(1, "ann"), Sample.Row(2, "tom"), Sample.Row(3, "hannes")];
        Join(1);
        Join(2);
        Join(3);
        var page = Render<ConsolePage>();
        Assert.Empty(page.FindAll(Test("send-target") + " option[value=matching]"));
        await page.Find(Test("connections-filter")).InputAsync("ann");
        Assert.Equal("All that match the filter (2)", page.Find(Test("send-target") + " option[value=matching]").TextContent);
        await page.Find(Test("send-target")).ChangeAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = "matching" });
        var box = page.FindComponent<SendBox>();

        Assert.True(await box.InvokeAsync(() => box.Instance.SendAsync("hi"u8.ToArray())));
        Assert.Equal("to 2", page.Find(Test("send-outcome")).TextContent);
        Assert.Equal(["guest-1 #1 sent", "guest-3 #3 sent"], page.FindAll(Test("send-results") + " li").Select(line => line.TextContent).Order());
    }

    [Fact]
    public async Task Tabs_OnAPhone_ShowOneSection()
    {
        var page = Render<ConsolePage>();
        Assert.Equal("log", page.Find("main").GetAttribute("data-tab"));
        await page.Find(Test("tab-sockets")).ClickAsync(new());

        Assert.Equal("sockets", page.Find("main").GetAttribute("data-tab"));
    }
}
