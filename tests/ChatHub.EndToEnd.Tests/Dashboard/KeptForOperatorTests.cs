using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>What an operator set up in one browser, in another; and what highlights tell them.</summary>
public sealed class KeptForOperatorTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Choices_MadeInOneBrowser_AreThereInAnother()
    {
        var server = await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        await tom.SendAsync("hello there\n");
        var here = await OpenScreenAsync();
        await here.Get("highlights").ClickAsync();
        await here.Get("highlight-what").FillAsync("hello");
        await here.Get("highlight-add").ClickAsync();
        await Assertions.Expect(here.LogRow("hello there")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("hl-0"));
        await here.Page.Keyboard.PressAsync("Escape");
        await here.Get("log-filters-toggle").ClickAsync();
        await here.Get("filter-sender").FillAsync("Tom");
        await here.Get("log-saved").ClickAsync();
        await here.Get("saved-name").FillAsync("of Tom");
        await here.Get("saved-keep").ClickAsync();
        await Assertions.Expect(here.Get("saved-filter")).ToBeVisibleAsync();
        await here.Page.Keyboard.PressAsync("Escape");
        await here.SendText.FillAsync("back at two");
        await here.Get("send-more").ClickAsync();
        await here.Get("send-snippets").Locator("summary").ClickAsync();
        await Assertions.Expect(here.Get("send-snippets").Locator("[data-find]")).ToBeFocusedAsync();
        await here.Get("send-snippets").Locator("[data-name]").FillAsync("break");
        await here.Get("send-snippets").Locator("[data-name]").PressAsync("Enter");
        await Assertions.Expect(here.Get("send-snippets").Locator(".use")).ToHaveCountAsync(1);
        await here.Get("theme").ClickAsync();
        await here.Page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(here.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await server.RestartAsync();
        here.Behind.ForgetLostConnections();
        var there = await OpenScreenAsync();
        await Assertions.Expect(there.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(there.LogRow("hello there")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("hl-0"));
        await there.Get("log-saved").ClickAsync();
        await there.Get("saved-filter").ClickAsync();
        await Assertions.Expect(there.LogRows.Filter(new() { HasNotText = "Tom" })).ToHaveCountAsync(0);
        await Assertions.Expect(there.LogRow("hello there")).ToBeVisibleAsync();
        await there.Get("send-more").ClickAsync();
        await there.Get("send-snippets").Locator("summary").ClickAsync();
        await Assertions.Expect(there.Get("send-snippets").Locator(".use")).ToContainTextAsync("break");
        here.Behind.ForgetLostConnections();
    }

    [Fact]
    public async Task Highlight_WhileTheTabIsNotSeen_IsNotifiedOnce()
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var screen = await OpenScreenAsync(new() { Permissions = ["notifications"] });
        await screen.Page.EvaluateAsync("() => { window.told = []; window.Notification = class { constructor(title, options) { told.push(`${title}|${options.body}`); } static permission = 'granted'; close() {} }; }");
        await screen.Get("highlights").ClickAsync();
        await screen.Get("highlight-what").FillAsync("alarm");
        await screen.Get("highlight-add").ClickAsync();
        await screen.Get("highlight-notify").ClickAsync();
        await Assertions.Expect(screen.Get("highlight-notify")).ToHaveAttributeAsync("aria-pressed", "true");
        await screen.Page.EvaluateAsync("() => { window.asked = 0; window.away = false; Object.defineProperty(document, 'hidden', { get: () => { asked++; return away; } }); }");
        await tom.SendAsync("alarm while it is seen\n");
        await Assertions.Expect(screen.LogRow("alarm while it is seen")).ToBeVisibleAsync();
        await screen.Page.WaitForFunctionAsync("() => asked > 0"); // whether to notify of it: it was not to be

        await screen.Page.EvaluateAsync("() => { away = true; document.dispatchEvent(new Event('visibilitychange')); }");
        await tom.SendAsync("alarm one\nalarm two\n");
        await screen.Page.WaitForFunctionAsync("() => told.some(one => one.includes('Tom: alarm two'))", null, new() { Timeout = 30_000 });
        Assert.DoesNotContain("while it is seen", await screen.Page.EvaluateAsync<string>("() => told.filter(one => !one.includes('two')).join()"), StringComparison.Ordinal);
    }
}
