using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class TwoBrowsersTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task TwoOperators_WatchTheSame_RowsAndLogsAgree()
    {
        await StartServerAsync();
        var early = await OpenScreenAsync();
        await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");
        var late = await OpenScreenAsync();
        var leaver = await Visitors.ChatAsync("Ann");
        leaver.Dispose();
        await chat.ReadUntilAsync("* Ann left\n");

        await early.SendAsync("from the first");
        await chat.ReadUntilAsync("[server] from the first\n");
        await late.SendAsync("from the second");
        await chat.ExpectAsync("[server] from the second\n");

        foreach (var screen in new[] { early, late })
        {
            await screen.ExpectRowsAsync(1, 2);
            await Assertions.Expect(screen.LogRow("from the first")).ToBeVisibleAsync();
            await Assertions.Expect(screen.LogRow("from the second")).ToBeVisibleAsync();
            await Assertions.Expect(screen.LogRow("the client closed")).ToContainTextAsync("Ann");
        }

        Assert.Equal(await early.LogRows.AllInnerTextsAsync(), await late.LogRows.AllInnerTextsAsync());
    }

    [Fact]
    public async Task TwoOperators_OneSelectsAndFilters_TheOtherIsNotTouched()
    {
        await StartServerAsync();
        var one = await OpenScreenAsync();
        var other = await OpenScreenAsync();
        await Visitors.ChatAsync("Tom");
        await Visitors.ChatAsync("Ann");
        await other.ExpectRowsAsync(1, 2);

        await one.Row("Tom").GetByTestId("select").CheckAsync();
        await one.Get("connections-filter").FillAsync("Ann");
        await one.ExpectRowsAsync(2);
        await one.SendText.FillAsync("a draft of mine");

        // It has seen something that came after all this.
        await Visitors.ChatAsync("Ben");
        await other.ExpectRowsAsync(1, 2, 3);
        await Assertions.Expect(other.Get("clear-selection")).ToHaveCountAsync(0);
        await Assertions.Expect(other.SendText).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Tab_IsHidden_GetsNothingUntilItIsSeenAgain()
    {
        await StartServerAsync();
        var hidden = await OpenScreenAsync();
        var seen = await OpenScreenAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await Assertions.Expect(hidden.Row("Tom")).ToBeVisibleAsync();

        await TurnAsync(hidden, away: true);
        await chat.SendAsync("said to nobody there\n");
        await Assertions.Expect(seen.LogRow("said to nobody there")).ToBeVisibleAsync();
        await Assertions.Expect(hidden.LogRow("said to nobody there")).ToHaveCountAsync(0);

        await TurnAsync(hidden, away: false);
        await Assertions.Expect(hidden.LogRow("said to nobody there")).ToBeVisibleAsync();
    }

    /// <summary>Tells the page that its tab went behind another: a browser without a window has no tabs to change. Waits until the server knows.</summary>
    private static async Task TurnAsync(Screen screen, bool away)
    {
        await screen.Page.EvaluateAsync(
            """
            away => {
              Object.defineProperty(document, 'hidden', { value: away, configurable: true });
              Object.defineProperty(document, 'visibilityState', { value: away ? 'hidden' : 'visible', configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """,
            away);
        // Answered after what the page told before it.
        await screen.Get("log-events").ClickAsync();
        await Assertions.Expect(screen.Get("log-events")).ToHaveAttributeAsync("aria-pressed", "false");
        await screen.Get("log-events").ClickAsync();
        await Assertions.Expect(screen.Get("log-events")).ToHaveAttributeAsync("aria-pressed", "true");
    }
}
