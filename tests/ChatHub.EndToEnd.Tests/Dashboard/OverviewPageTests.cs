using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>The charts, with what a real server did.</summary>
public sealed class OverviewPageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData("en-US", "Connections")]
    [InlineData("zh-CN", "连接")]
    public async Task Charts_ServerAtWork_DrawItAndAMomentLeadsToItsLog(string locale, string connections)
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync("overview", new() { Locale = locale });
        await Assertions.Expect(page.Get("chart-connections").Locator("h2")).ToContainTextAsync(connections);
        var ann = await Visitors.ChatAsync("Ann");
        var (second, word) = (0L, 0);
        while (second != Now())
        {
            second = Now(); // until a word is heard in the second in which it was said: a click there leads to the log of that time only
            await tom.SendAsync($"word {++word} to be charted\n");
            await ann.ReadUntilAsync($"Tom: word {word} to be charted\n");
        }

        await Assertions.Expect(page.Get("chart-connections").GetByTestId("chart-value").First).ToHaveTextAsync("2");
        await Assertions.Expect(page.Get("chart-connections").Locator("path.line").First).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M.+"), new() { Timeout = 30_000 });
        var plot = page.Get("chart-connections").GetByTestId("chart-plot");
        await plot.HoverAsync(new() { Position = new() { X = 20, Y = 20 } });
        await Assertions.Expect(page.Get("moment")).ToBeVisibleAsync();
        var box = await plot.BoundingBoxAsync() ?? throw new InvalidOperationException("The chart is not to be seen");
        await plot.PressAsync("End");
        await Assertions.Expect(plot.Locator(".cross")).ToHaveCountAsync(1);

        // The mouse goes on while the server is away: the page stays alive.
        await page.Page.EvaluateAsync("document.documentElement.dataset.connection = 'lost'");
        using var alive = Deadline.After(); // a page that is not takes no mouse either
        await page.Page.Mouse.MoveAsync(box.X + 60, box.Y + 20).WaitAsync(alive.Token);
        await page.Page.EvaluateAsync("0").WaitAsync(alive.Token);
        await page.Page.EvaluateAsync("delete document.documentElement.dataset.connection");

        // The charts move on: where that second is, and the click there, must be one step.
        await page.Page.WaitForFunctionAsync(
            """
            second => {
              const plot = document.querySelector('[data-testid=chart-connections] [data-testid=chart-plot]');
              const [start, step, count] = [plot.dataset.start, plot.dataset.step, plot.dataset.count].map(Number);
              const at = Math.floor((second - start) / step);
              if (at < 0 || at >= count) {
                return false;
              }

              const box = plot.getBoundingClientRect();
              plot.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: box.left + (at + 0.5) / count * box.width, clientY: box.top + 20 }));
              return true;
            }
            """,
            second,
            new() { Timeout = 30_000 });
        await page.ExpectAddressAsync("/messages?from=");
        await page.WaitUntilAliveAsync("messages-page");
        await Assertions.Expect(page.Get("log-row").Filter(new() { HasText = $"word {word} to be charted" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("24h")]
    [InlineData("30d")]
    public async Task Range_Chosen_StandsInTheAddressAndIsDrawn(string range)
    {
        await StartServerAsync();
        var page = await OpenPageAsync("overview");
        await page.Get($"range-{range}").ClickAsync();

        await page.ExpectAddressAsync($"range={range}");
        await Assertions.Expect(page.Get($"range-{range}")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Get("chart-connections").GetByTestId("chart-plot")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Get($"range-{range}")).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 30_000 });
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
