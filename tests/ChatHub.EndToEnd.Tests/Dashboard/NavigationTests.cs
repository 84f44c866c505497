using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>From page to page: by the bar, the palette and the keyboard. Each page that is come to lives.</summary>
public sealed class NavigationTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly string[] Pages = ["", "connections", "messages", "listeners", "overview"];

    [Fact]
    public async Task Pages_GoneThroughInTheApp_AreAliveEachTime()
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync("");
        for (var round = 1; round <= 3; round++)
        {
            await page.Get("page-connections").ClickAsync();
            await page.WaitUntilAliveAsync("connections-page");
            var name = $"Ann{round}";
            await Visitors.ChatAsync(name);
            await Assertions.Expect(page.Row(name)).ToBeVisibleAsync();

            await page.Get("page-messages").ClickAsync();
            await page.WaitUntilAliveAsync("messages-page");
            await SayAsync($"said in round {round}, on messages");

            await page.Get("page-listeners").ClickAsync();
            await Assertions.Expect(page.Listener("chat").Locator(".count")).ToContainTextAsync($"{round + 1}");

            await page.Get("page-overview").ClickAsync();
            await Assertions.Expect(page.Get("chart-connections").GetByTestId("chart-value").First).ToHaveTextAsync($"{round + 1}");

            await page.Get("page-console").ClickAsync();
            await SayAsync($"said in round {round}, on the console");
        }

        async Task SayAsync(string text)
        {
            await tom.SendAsync(text + "\n");
            await Assertions.Expect(page.Get("log-row").Filter(new() { HasText = text })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Pages_LeftWhileTheyLoad_FailNowhere()
    {
        await StartServerAsync();
        var page = await OpenPageAsync("");
        await Assertions.Expect(page.Get("page-connections")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        for (var round = 0; round < 3; round++)
        {
            foreach (var key in new[] { "page-connections", "page-messages", "page-overview", "page-listeners", "page-console" })
            {
                await page.Get(key).DispatchEventAsync("click"); // as fast as the browser takes them
            }
        }

        await page.Get("page-connections").ClickAsync();
        await page.WaitUntilAliveAsync("connections-page");
        await Visitors.ChatAsync("Tom");
        await Assertions.Expect(page.Row("Tom")).ToBeVisibleAsync();
        Assert.DoesNotContain(Server.Output, line => line.Contains("A part of the dashboard failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en-US", "overview")]
    [InlineData("zh-CN", "概览")]
    public async Task Palette_TypedAndChosen_GoesToAPageAndToAConnection(string locale, string typed)
    {
        await StartServerAsync();
        await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync("connections", new() { Locale = locale });
        await page.WaitUntilAliveAsync("connections-page");
        await page.ExpectNamesAsync("Tom");

        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Get("palette-input").FillAsync(typed);
        await Assertions.Expect(page.Get("palette-item").First).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ExpectAddressAsync("/overview");

        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Get("palette-input").FillAsync("Tom");
        await Assertions.Expect(page.Get("palette-item").Filter(new() { HasText = "Tom" }).First).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Pane).ToContainTextAsync("Tom");
    }

    [Fact]
    public async Task SkipLink_OnAFilteredPage_LeadsToTheListAndKeepsTheFilter()
    {
        await StartServerAsync();
        await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync("connections?q=tom");
        await page.WaitUntilAliveAsync("connections-page");
        await page.Page.Locator("a.skip").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Page.Locator("#log")).ToBeFocusedAsync();
        await page.ExpectAddressAsync("connections?q=tom");
        await Assertions.Expect(page.Row("Tom")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Help_QuestionMark_ShowsTheKeysAndEscapeClosesThem()
    {
        await StartServerAsync();
        var page = await OpenPageAsync("connections");
        await page.WaitUntilAliveAsync("connections-page");
        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Get("palette").Locator("kbd").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Get("palette")).ToContainTextAsync("Ctrl");

        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Get("palette")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Phone_AllPages_FitAndAreReachedByTheMenu(string locale)
    {
        await StartServerAsync();
        var page = await OpenPageAsync("", new() { Locale = locale, ViewportSize = new() { Width = 360, Height = 740 }, IsMobile = true, HasTouch = true });
        foreach (var path in Pages.Reverse())
        {
            await page.Get("pages-open").TapAsync(new() { Timeout = 30_000 });
            await page.Get(path.Length == 0 ? "page-console" : $"page-{path}").TapAsync();
            await page.ExpectAddressAsync($"{Server.DashboardUrl}/{path}");
            await Assertions.Expect(page.Get("page-console")).ToBeHiddenAsync(); // the menu has gone
            var wide = await page.Page.EvaluateAsync<string>(
                "() => [...document.querySelectorAll('html, header.bar')].filter(part => part.scrollWidth > innerWidth).map(part => `${part.tagName} ${part.scrollWidth}`).join()");
            Assert.True(wide.Length == 0, $"{path} is wider than the phone: {wide}");
        }
    }
}
