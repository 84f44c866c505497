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
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await tom.SendAsync("a word to be charted\n");

        await Assertions.Expect(page.Get("chart-connections").GetByTestId("chart-value").First).ToHaveTextAsync("1");
        await Assertions.Expect(page.Get("chart-connections").Locator("path.line").First).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M.+"), new() { Timeout = 20_000 });
        var plot = page.Get("chart-connections").GetByTestId("chart-plot");
        await plot.HoverAsync(new() { Position = new() { X = 20, Y = 20 } });
        await Assertions.Expect(page.Get("moment")).ToBeVisibleAsync();
        await plot.PressAsync("End");
        await Assertions.Expect(plot.Locator(".cross")).ToHaveCountAsync(1);

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
            new() { Timeout = 20_000 });
        await page.ExpectAddressAsync("/messages?from=");
        await page.WaitUntilAliveAsync("messages-page");
        await Assertions.Expect(page.Get("log-row").Filter(new() { HasText = "a word to be charted" })).ToBeVisibleAsync();
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
}
