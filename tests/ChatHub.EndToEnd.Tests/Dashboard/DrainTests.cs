using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class DrainTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Listener_IsDrained_ItsClientsMayFinishAndThenItIsStopped()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        await screen.Listener("relay").GetByTestId("listener-drain").ClickAsync();
        await screen.ConfirmAsync();

        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Draining");
        await relay.SendAsync("小明：还在");
        await Assertions.Expect(screen.LogRow("还在")).ToBeVisibleAsync();
        relay.Dispose();
        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Stopped");
    }

    [Fact]
    public async Task Outcome_NextTextIsTyped_IsTakenBack()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        await Visitors.ChatAsync("Tom");
        await screen.SendAsync("first");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 1");
        await Assertions.Expect(screen.Outcome).ToBeVisibleAsync();

        await screen.SendText.PressSequentiallyAsync("sec");
        await Assertions.Expect(screen.Outcome).ToBeHiddenAsync();
        await screen.SendText.PressAsync("Enter");
        await Assertions.Expect(screen.Outcome).ToBeVisibleAsync();
    }
}
