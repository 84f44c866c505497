using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Accessibility;

/// <summary>What axe finds on each page, in both themes: nothing serious.</summary>
public sealed class AccessibilityTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_InATheme_HaveNothingSerious(ColorScheme theme)
    {
        await StartServerAsync(new Dictionary<string, string> { ["ChatHub__Webhooks__pager__Url"] = "http://127.0.0.1:1/", ["ChatHub__Webhooks__pager__Secret"] = "seven quiet lanterns", ["ChatHub__Webhooks__pager__Grace"] = "00:00:00" });
        var tom = await Visitors.ChatAsync("Tom");
        await Visitors.RelayAsync("小明");
        await tom.SendAsync("hello there\n");
        var found = new List<string>();
        var page = await OpenPageAsync("", new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        foreach (var (path, shown) in new[]
        {
            ("", "connection-row"), ("connections", "connection-row"), ("connections?open=1", "connection-pane"), ("connections?state=closed", "connections-page"),
            ("connections?group=address", "group-row"), ("messages", "log-row"), ("messages?open=1", "entry"), ("overview", "chart-connections"),
            ("listeners", "listener-line"), ("listeners?open=relay", "listener-facts"), ("listeners?add=yes", "listener-editor"),
            ("webhooks", "webhook-failure"), ("api-docs", "api-operation"),
        })
        {
            await page.Page.GotoAsync($"{Server.DashboardUrl}/{path}");
            await Assertions.Expect(page.Get(shown).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            found.AddRange(await Axe.LookAsync(page.Page, $"/{path}"));
            if (path == "connections")
            {
                await page.WaitUntilAliveAsync("connections-page");
                await page.Page.Keyboard.PressAsync("Control+k");
                await Assertions.Expect(page.Get("palette-item").First).ToBeVisibleAsync();
                found.AddRange(await Axe.LookAsync(page.Page, "the palette"));
                await page.Page.Keyboard.PressAsync("Escape");
                await Assertions.Expect(page.Get("palette")).ToBeHiddenAsync();
                await page.Page.Keyboard.PressAsync("?");
                await Assertions.Expect(page.Get("palette").Locator("kbd").First).ToBeVisibleAsync();
                found.AddRange(await Axe.LookAsync(page.Page, "the help"));
                await page.Page.Keyboard.PressAsync("Escape");
                await Assertions.Expect(page.Get("palette")).ToBeHiddenAsync();
                await page.Get("columns").ClickAsync();
                found.AddRange(await Axe.LookAsync(page.Page, "the columns"));
                await page.Page.Keyboard.PressAsync("Escape");
                foreach (var act in new[] { "message", "mute", "disconnect" })
                {
                    await page.Get("act-on-all").ClickAsync();
                    await page.Get($"all-{act}").ClickAsync();
                    await Assertions.Expect(page.Get("bulk")).ToBeVisibleAsync();
                    found.AddRange(await Axe.LookAsync(page.Page, $"the dialog of {act}"));
                    await page.Get("cancel").ClickAsync();
                    await Assertions.Expect(page.Get("bulk")).ToHaveCountAsync(0);
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }
}
