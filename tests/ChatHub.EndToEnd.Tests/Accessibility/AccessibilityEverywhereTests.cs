using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Accessibility;

/// <summary>
/// What axe finds on the pages that <see cref="AccessibilityTests"/> has not, on phones, in Chinese, and in what opens over a page: nothing serious. One server and one browser for a theme.
/// </summary>
public sealed class AccessibilityEverywhereTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly (string Path, string Shown)[] s_administration =
    [
        ("access", "ban"), ("operators", "operator-row"), ("audit", "audit-row"), ("account", "account-name"),
    ];

    private static readonly (string Path, string Shown)[] s_others =
    [
        ("", "send-text"), ("connections", "connection-row"), ("messages?open=1", "entry"), ("overview", "chart-connections"), ("listeners?open=relay", "listener-facts"),
    ];

    private readonly List<string> _found = [];

    [Theory]
    [InlineData(ColorScheme.Light, "zh-CN")]
    [InlineData(ColorScheme.Dark, "en-US")]
    public async Task Pages_InATheme_HaveNothingSerious(ColorScheme theme, string locale)
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        await tom.SendAsync("hello there\n");
        var page = await OpenPageAsync("access", new() { ColorScheme = theme, Locale = locale, ReducedMotion = ReducedMotion.Reduce });
        await page.Get("ban-address").FillAsync("192.0.2.7");
        await page.Get("ban-go").ClickAsync();
        await Assertions.Expect(page.Get("ban")).ToBeVisibleAsync();
        await LookAtDialogsAsync(page);
        foreach (var (path, shown) in s_administration)
        {
            await GoAsync(page, path, shown);
            await LookAsync(page, path);
        }

        await page.Page.SetViewportSizeAsync(390, 844);
        foreach (var (path, shown) in s_administration.Concat(s_others))
        {
            await GoAsync(page, path, shown);
            await LookAsync(page, $"{path} on a phone");
        }

        await page.Page.Context.ClearCookiesAsync();
        await GoAsync(page, "sign-in", "sign-in");
        await LookAsync(page, "sign-in on a phone");
        await page.Page.SetViewportSizeAsync(1440, 900);
        await LookAsync(page, "sign-in");
        Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct()));
    }

    /// <summary>What opens over the console, in the detail of a connection, and in the editor of a listener.</summary>
    private async Task LookAtDialogsAsync(PageScreen page)
    {
        await GoAsync(page, "", "log-row");
        await Assertions.Expect(page.Get("log")).ToHaveAttributeAsync("data-placed", "yes");
        await page.Get("highlights").ClickAsync();
        await page.Get("highlight-what").FillAsync("hello");
        await page.Get("highlight-add").ClickAsync();
        await Assertions.Expect(page.Get("highlight-sound")).ToBeVisibleAsync();
        await LookAsync(page, "the highlights");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Get("log-filters-toggle").ClickAsync();
        await page.Get("log-saved").ClickAsync();
        await LookAsync(page, "the filters of the console");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Get("send-more").ClickAsync();
        await LookAsync(page, "the send box, opened");
        await page.Get("log-row").First.ClickAsync();
        await Assertions.Expect(page.Get("detail-text")).ToBeVisibleAsync();
        await LookAsync(page, "the detail of a message");
        await page.Get("detail-close").ClickAsync();
        await page.Get("connection-row").First.GetByTestId("disconnect").ClickAsync();
        await Assertions.Expect(page.Get("confirm")).ToBeVisibleAsync();
        await LookAsync(page, "the question before a disconnect");
        await page.Get("cancel").ClickAsync();

        await GoAsync(page, "connections?open=1", "pane-acts");
        await page.WaitUntilAliveAsync("connections-page");
        foreach (var menu in new[] { "pane-rename", "pane-encoding", "pane-throttle", "pane-ban" })
        {
            await page.Get(menu).Locator("summary").ClickAsync();
            await LookAsync(page, menu);
            await page.Page.Keyboard.PressAsync("Escape");
        }

        await GoAsync(page, "listeners?add=yes", "listener-editor");
        foreach (var section in new[] { "who", "tls", "flood", "more" })
        {
            await page.Get($"section-{section}").Locator("summary").ClickAsync();
        }

        await LookAsync(page, "the editor of a listener, all unfolded");
    }

    private async Task GoAsync(PageScreen page, string path, string shown)
    {
        await page.Page.GotoAsync($"{Server.DashboardUrl}/{path}");
        await Assertions.Expect(page.Get(shown).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private async Task LookAsync(PageScreen page, string where) => _found.AddRange(await Axe.LookAsync(page.Page, where));
}
