using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>Bans, from the form to the client that is turned away, and back.</summary>
public sealed class AccessPageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData("en-US", "has the addresses of this machine itself", "Banned")]
    [InlineData("zh-CN", "包含本机自身的地址", "封禁")]
    public async Task Address_BannedAndLifted_IsTurnedAwayAndComesInAgain(string locale, string spared, string refused)
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync("access", new() { Locale = locale });
        await page.Get("ban-address").FillAsync("127.0.0.1");
        await page.Get("ban-address").PressAsync("Tab");
        await Assertions.Expect(page.Get("ban-whom")).ToBeVisibleAsync(); // what comes there moves the button
        await page.Get("ban-reason").FillAsync("too loud");
        await page.Get("ban-go").ClickAsync();
        await Assertions.Expect(page.Get("ban-outcome")).ToContainTextAsync(spared);
        await Assertions.Expect(page.Get("ban")).ToHaveCountAsync(0);

        await page.Get("ban-spared").CheckAsync();
        await page.Get("ban-go").ClickAsync();
        await page.Get("confirm").ClickAsync(); // it says that Tom is hit
        await Assertions.Expect(page.Get("ban")).ToContainTextAsync("too loud");
        await tom.ReadToEndAsync();
        using (var again = await Visitors.ConnectAsync(Server.ChatPort))
        {
            Assert.Contains("your address is banned", System.Text.Encoding.UTF8.GetString(await again.ReadToEndAsync()), StringComparison.Ordinal);
        }

        await Assertions.Expect(page.Get("refusal")).ToContainTextAsync(refused, new() { IgnoreCase = true, Timeout = 30_000 });
        await page.Get("ban-remove").ClickAsync();
        await Assertions.Expect(page.Get("ban")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Get("ban-undone")).ToBeVisibleAsync();
        await Visitors.ChatAsync("Ann");
    }
}
