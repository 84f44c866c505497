using System.Text;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class DisconnectTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Row_IsDisconnectedAndConfirmed_TheSocketSeesTheClose()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");

        await screen.Row("小明").GetByTestId("disconnect").ClickAsync();
        await screen.ConfirmAsync();

        Assert.Equal("[服务器]：an operator ended your connection", Encoding.UTF8.GetString(await relay.ReadToEndAsync()));
        await chat.ExpectAsync("* 小明 left\n");
        await Assertions.Expect(screen.Row("小明")).ToHaveCountAsync(0);
        await Assertions.Expect(screen.Row("Tom")).ToBeVisibleAsync();
        await Assertions.Expect(screen.LogRow("by an operator")).ToContainTextAsync("小明");
    }
}
