using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>What operators do to some connections, as their clients see it.</summary>
public sealed class ActsOnConnectionsTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Message_ToAllThatMatch_ReachesTheseAndNoOther()
    {
        await StartServerAsync();
        var (tom, ann) = (await Visitors.ChatAsync("Tom"), await Visitors.ChatAsync("Ann"));
        var ming = await Visitors.RelayAsync("小明");
        var page = await OpenPageAsync("connections?q=listener:chat");
        await page.WaitUntilAliveAsync("connections-page");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(2);
        await page.Get("act-on-all").ClickAsync();
        await page.Get("all-message").ClickAsync();
        await Assertions.Expect(page.Get("bulk-whom")).ToContainTextAsync("Tom");
        await page.Get("bulk-text").FillAsync("lunch is ready");
        await page.Get("bulk-text").PressAsync("Enter");

        await tom.ReadUntilAsync("lunch is ready");
        await ann.ReadUntilAsync("lunch is ready");
        await Assertions.Expect(page.Get("bulk-outcome")).ToContainTextAsync("2");
        await ming.ExpectNothingAsync(TimeSpan.FromMilliseconds(300));
        await page.Get("cancel").ClickAsync();
        await Assertions.Expect(page.Get("bulk")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Throttle_OfOne_HoldsItsMessagesBackUntilItIsLifted()
    {
        await StartServerAsync();
        var (tom, ann) = (await Visitors.ChatAsync("Tom"), await Visitors.ChatAsync("Ann"));
        var page = await OpenPageAsync("connections");
        await page.WaitUntilAliveAsync("connections-page");
        await page.OpenAsync("Tom");
        await page.Get("pane-throttle").Locator("summary").ClickAsync();
        await page.Get("pane-throttle-rate").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await page.Get("pane-throttle-go").ClickAsync();
        await Assertions.Expect(page.Get("pane-unthrottle")).ToBeVisibleAsync();

        await tom.SendAsync(string.Concat(Enumerable.Range(1, 40).Select(number => $"line {number}.\n")));
        await ann.ReadUntilAsync("line 1.");
        await page.Get("pane-unthrottle").ClickAsync();
        await Assertions.Expect(page.Get("pane-throttle")).ToBeVisibleAsync();
        await ann.ReadUntilAsync("line 40.");
    }
}
