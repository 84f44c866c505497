using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class LanguageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Language_IsChosen_HoldsOverAReloadUntilAnotherIs()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        await ExpectAsync(screen, "en", "Send");

        await ChooseAsync(screen, "简体中文");
        await ExpectAsync(screen, "zh-Hans", "发送");
        await screen.Page.ReloadAsync();
        await screen.WaitUntilAliveAsync();
        await ExpectAsync(screen, "zh-Hans", "发送");
        await Visitors.ChatAsync("Tom");
        await screen.SendAsync("早");
        await Assertions.Expect(screen.LogRow("早")).ToContainTextAsync("服务器");

        await ChooseAsync(screen, "English");
        await ExpectAsync(screen, "en", "Send");
        await Assertions.Expect(screen.LogRow("早")).ToContainTextAsync("server");
    }

    [Fact]
    public async Task Browser_AsksForChinese_GetsItAtOnce()
    {
        await StartServerAsync();

        var screen = await OpenScreenAsync(new() { Locale = "zh-CN" });

        await ExpectAsync(screen, "zh-Hans", "发送");
    }

    private static async Task ChooseAsync(Screen screen, string language)
    {
        await screen.Get("language").ClickAsync();
        await screen.Page.GetByText(language, new() { Exact = true }).ClickAsync();
    }

    private static async Task ExpectAsync(Screen screen, string tag, string send)
    {
        await Assertions.Expect(screen.Get("send-button")).ToHaveTextAsync(send);
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", tag);
    }
}
