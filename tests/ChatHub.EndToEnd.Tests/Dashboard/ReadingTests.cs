using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>What a reader does with the logs and the panes, by keyboard and in both languages.</summary>
public sealed class ReadingTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData("en-US", "3 new")]
    [InlineData("zh-CN", "3 条新消息")]
    public async Task Console_SpaceIsPressed_HoldsStillAndGoesOnWithoutALoss(string language, string news)
    {
        await StartServerAsync(new Dictionary<string, string> { ["ChatHub__Hub__HistoryLength"] = "100" });
        var screen = await OpenScreenAsync(new() { Locale = language });
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("to begin with\n");
        await Assertions.Expect(screen.LogRow("to begin with")).ToBeVisibleAsync();

        await screen.Log.PressAsync(" ");
        await Assertions.Expect(screen.Get("log-pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await chat.SendAsync("one\ntwo\nthree\n");
        await Assertions.Expect(screen.NewLines).ToHaveTextAsync(news);

        await screen.Log.PressAsync(" ");
        await Assertions.Expect(screen.NewLines).ToHaveCountAsync(0);
        await Assertions.Expect(screen.LogRow("three")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Messages_SpaceIsPressed_HoldsStill()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        var screen = await OpenMessagesAsync();
        await screen.ExpectAsync("live");

        await screen.Get("log").PressAsync(" ");
        await screen.ExpectAsync("paused");
        await chat.SendAsync("one\ntwo\n");
        await Assertions.Expect(screen.Get("log-new")).ToContainTextAsync("2 new");
        await screen.Get("log-new").ClickAsync();
        await screen.ExpectAsync("live");
        await Assertions.Expect(screen.Row("two")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Messages_FilterIsSaved_IsThereAfterAReload(string language)
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("apple pie\nplum\n");
        var screen = await OpenMessagesAsync(language);
        await screen.Search.FillAsync("plum");
        await screen.ExpectAddressAsync("/messages?q=plum");
        await screen.Get("log-saved").ClickAsync();
        await screen.Get("saved-name").FillAsync("水果");
        await screen.Get("saved-name").PressAsync("Enter");
        await Assertions.Expect(screen.Get("saved-filter")).ToHaveTextAsync("水果");

        await screen.Page.GotoAsync(Server.DashboardUrl + "/messages");
        await screen.WaitUntilAliveAsync();
        await screen.Get("log-saved").ClickAsync();
        await screen.Get("saved-filter").ClickAsync();
        await screen.ExpectAddressAsync("/messages?q=plum");
        await Assertions.Expect(screen.Row("apple")).ToHaveCountAsync(0);
        await Assertions.Expect(screen.Row("plum")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Highlight_AddedOnTheConsole_IsOnBothPagesAfterAReload()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("ALARM\n");
        await screen.Get("highlights").ClickAsync();
        await screen.Get("highlight-what").FillAsync("/^alarm/");
        await screen.Get("highlight-what").PressAsync("Enter");
        await Assertions.Expect(screen.LogRow("ALARM").Locator(".sign")).ToHaveTextAsync("●");

        await screen.Page.GotoAsync(Server.DashboardUrl + "/messages");
        await Assertions.Expect(screen.LogRow("ALARM").Locator(".sign")).ToHaveTextAsync("●");
    }

    [Fact]
    public async Task Splitter_MovedByKeyboard_IsThereAfterAReload()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var line = screen.Get("split-rows");
        await Assertions.Expect(line).ToHaveAttributeAsync("data-alive", "yes");
        var before = (await screen.Log.BoundingBoxAsync())!.Height;
        for (var i = 0; i < 5; i++)
        {
            await line.PressAsync("ArrowUp");
        }

        await Assertions.Expect(line).ToHaveAttributeAsync("aria-valuenow", "28");
        var after = (await screen.Log.BoundingBoxAsync())!.Height;
        Assert.True(after > before + 40, $"{before} to {after}");
        await screen.Page.WaitForFunctionAsync("() => localStorage.getItem('chathub.lasting.split.rows') === '28'");

        await screen.Page.ReloadAsync();
        await screen.WaitUntilAliveAsync();
        await Assertions.Expect(line).ToHaveAttributeAsync("data-alive", "yes");
        Assert.InRange((await screen.Log.BoundingBoxAsync())!.Height, after - 2, after + 2);
    }

    [Fact]
    public async Task Lines_AreMarkedAndCopied_AreTextWithTimeAndSender()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("one\ntwo\nthree\n");
        await screen.LogRow("one").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await screen.LogRow("two").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(screen.Get("picked")).ToContainTextAsync("2 lines marked");
        await screen.Page.Keyboard.PressAsync("Control+c");
        await Assertions.Expect(screen.Get("picked")).ToContainTextAsync("2 lines copied");

        var text = await screen.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\tTom\tone\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\tTom\ttwo\n$", text);
    }

    private async Task<MessagesScreen> OpenMessagesAsync(string language = "en-US")
    {
        var screen = new MessagesScreen(await OpenAsync(Server.DashboardUrl + "/messages", new() { Locale = language }));
        await screen.WaitUntilAliveAsync();
        return screen;
    }
}
