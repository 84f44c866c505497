using System.Text;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class PhoneTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly BrowserNewContextOptions Phone = new()
    {
        ViewportSize = new() { Width = 390, Height = 844 },
        IsMobile = true,
        HasTouch = true,
        DeviceScaleFactor = 2,
    };

    [Fact]
    public async Task Phone_OperatorAnswersAndKicks_BothWorkWithAThumb()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync(Phone);
        var relay = await Visitors.RelayAsync("小明");
        await Assertions.Expect(screen.LogRow("来了")).ToBeInViewportAsync();

        await screen.SendText.TapAsync();
        await screen.SendText.PressSequentiallyAsync("早上好");
        await screen.Get("send-button").TapAsync();
        await relay.ExpectAsync("[服务器]：早上好");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 1");

        await screen.Get("tab-sockets").TapAsync();
        await screen.Row("小明").GetByTestId("disconnect").TapAsync();
        await screen.Get("confirm").TapAsync();
        Assert.Equal("[服务器]：an operator ended your connection", Encoding.UTF8.GetString(await relay.ReadToEndAsync()));
        await Assertions.Expect(screen.Row("小明")).ToHaveCountAsync(0);

        await screen.Get("tab-listeners").TapAsync();
        await Assertions.Expect(screen.Listener("chat")).ToBeInViewportAsync();
        Assert.True(
            await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            "The page is wider than the phone");
    }
}
