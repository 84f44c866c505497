using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class SendTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Text_IsSentToEveryone_ReachesBothAsTheServersOwn()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");

        await screen.SendAsync("早上好");

        await relay.ExpectOnlyAsync("[服务器]：早上好", Quiet);
        await chat.ExpectOnlyAsync("[server] 早上好\n", Quiet);
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 2");
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("");
        await Assertions.Expect(screen.LogRow("早上好")).ToContainTextAsync("server");
    }

    [Fact]
    public async Task Keys_EnterShiftEnterAndUp_SendBreakTheLineAndRecall()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");
        var box = screen.SendText;

        await box.PressSequentiallyAsync("one");
        await box.PressAsync("Shift+Enter");
        await box.PressSequentiallyAsync("two");
        await Assertions.Expect(box).ToHaveValueAsync("one\ntwo");
        await box.PressAsync("Enter");
        await relay.ExpectAsync("[服务器]：one\ntwo");
        await chat.ExpectAsync("[server] one\n[server] two\n");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 2");

        await box.PressSequentiallyAsync("three");
        await screen.Get("send-button").ClickAsync();
        await chat.ExpectAsync("[server] three\n");
        await Assertions.Expect(screen.LogRow("three")).ToBeVisibleAsync();

        await box.PressAsync("ArrowUp");
        await Assertions.Expect(box).ToHaveValueAsync("three");
        await box.PressAsync("ArrowUp");
        await Assertions.Expect(box).ToHaveValueAsync("one\ntwo");
        await box.PressAsync("ArrowDown");
        await box.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Text_IsForTheSelected_OnlyTheyGetIt()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chosen = await Visitors.ChatAsync("Tom");
        var other = await Visitors.ChatAsync("Ann");
        await chosen.ExpectAsync("* guest-3 joined\n* guest-3 is now Ann\n");

        await screen.Target.SelectOptionAsync("selected");
        await screen.SendAsync("for two");
        await Assertions.Expect(screen.Outcome).ToContainTextAsync("Nobody is selected");
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("for two");

        await screen.Row("Tom").GetByTestId("select").CheckAsync();
        await screen.Row("小明").GetByTestId("select").CheckAsync();
        await Assertions.Expect(screen.Get("clear-selection")).ToContainTextAsync("2 selected");
        await screen.SendText.PressAsync("Enter");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 2");
        await chosen.ExpectAsync("[server] for two\n");
        await relay.ExpectAsync("[服务器]：for two");

        await screen.Target.SelectOptionAsync("everyone");
        await screen.SendAsync("for all");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 3");
        await chosen.ExpectAsync("[server] for all\n");
        await relay.ExpectAsync("[服务器]：for all");
        // The first that it got.
        await other.ExpectAsync("[server] for all\n");
    }

    [Fact]
    public async Task Text_IsForOneRoom_OnlyThoseInItGetIt()
    {
        await StartServerAsync(new Dictionary<string, string> { ["ChatHub__Listeners__relay__Room"] = "machines" });
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("lathe");
        var chat = await Visitors.ChatAsync("Tom");

        await screen.Target.SelectOptionAsync("room:machines");
        await screen.SendAsync("slower");
        await relay.ExpectAsync("[服务器]：slower");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 1");

        await screen.Target.SelectOptionAsync("everyone");
        await screen.SendAsync("lunch");
        await relay.ExpectAsync("[服务器]：lunch");
        await chat.ExpectAsync("[server] lunch\n");
    }
}
