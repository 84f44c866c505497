using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>Whatever a client sends is text to the screen.</summary>
public sealed class HostileTextTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const string Markup = "<script>window.ran=1</script><img src=x onerror=window.ran=2><svg onload=window.ran=3><b>bold</b>&lt;&amp;";

    private static readonly (string Sent, string Shown)[] Hostile =
    [
        (Markup, Markup),
        ("\x1b[31mred\x1b[0m \a\b\x7f", "␛[31mred␛[0m ␇␈␡"),
        ("abc\u202Edef\u200Bghi\u2066", "abc⟦U+202E⟧def⟦U+200B⟧ghi⟦U+2066⟧"),
        ("nul\0after", "nul␀after"),
    ];

    [Fact]
    public async Task Text_IsHostile_IsShownAsTextInTheLogAndInItsDetail()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync();

        foreach (var (sent, shown) in Hostile)
        {
            await relay.SendAsync(sent + "\n");

            await Assertions.Expect(screen.LogRow(shown)).ToBeVisibleAsync();
            await screen.LogRow(shown).ClickAsync();
            await Assertions.Expect(screen.Get("detail-text")).ToHaveTextAsync(shown);
            await screen.Get("detail-close").ClickAsync();
            await Assertions.Expect(screen.Get("detail-text")).ToHaveCountAsync(0);
        }

        await AssertNothingRanAsync(screen);
    }

    [Fact]
    public async Task Name_IsHostile_IsShownAsTextInTheRowTheLogAndTheQuestion()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync();

        await relay.SendAsync("<b>x</b><i>：hi\n");

        var row = screen.Row("<b>x</b><i>");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await Assertions.Expect(screen.LogRow("hi")).ToContainTextAsync("<b>x</b><i>");
        await row.GetByTestId("disconnect").ClickAsync();
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("<b>x</b><i>");
        await screen.ConfirmAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await AssertNothingRanAsync(screen);
    }

    private static async Task AssertNothingRanAsync(Screen screen)
    {
        Assert.Equal("undefined", await screen.Page.EvaluateAsync<string>("typeof window.ran"));
        Assert.Equal(0, await screen.Log.Locator("script, img, svg, b, i").CountAsync());
        Assert.Equal(0, await screen.Rows.Locator("script, img, b, i").CountAsync());
    }
}
