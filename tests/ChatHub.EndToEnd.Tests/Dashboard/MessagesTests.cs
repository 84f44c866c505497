using System.Globalization;
using System.Text.Json;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>The page of messages over the durable log of a real server.</summary>
public sealed class MessagesTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const int Many = 1_500;

    [Fact]
    public async Task Log_FromLiveToTheOldestAndBack_LosesNoLineAndStaysSmall()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync(Lines(Many));
        var screen = await OpenMessagesAsync();
        await Assertions.Expect(screen.Row($"line {Many}.")).ToBeVisibleAsync();
        await screen.ExpectAsync("live");
        await chat.SendAsync("said just now\n");
        await Assertions.Expect(screen.Row("said just now")).ToBeVisibleAsync();

        await screen.WheelAsync(-2_000);
        await screen.ExpectAsync("reading");
        var place = await screen.FirstInViewAsync();
        await chat.SendAsync("one more\nand one\n");
        await Assertions.Expect(screen.Get("log-new")).ToHaveTextAsync("2 new");
        Assert.Equal(place, await screen.FirstInViewAsync());

        await screen.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(screen.Row("line 1.")).ToBeVisibleAsync();
        for (var i = 0; i < 80 && await screen.Row("line 900.").CountAsync() == 0; i++)
        {
            await screen.WheelAsync(700);
            Assert.InRange(await screen.Page.EvaluateAsync<int>("document.querySelectorAll('*').length"), 100, 4_000);
        }

        await Assertions.Expect(screen.Row("line 900.")).ToHaveCountAsync(1);
        await screen.Get("log-new").ClickAsync();
        await Assertions.Expect(screen.Row("and one")).ToBeVisibleAsync();
        await screen.ExpectAsync("live");
        await screen.ExpectAddressAsync("/messages");
    }

    [Fact]
    public async Task Log_ServerIsRestarted_HasWhatWasSaidBefore()
    {
        var server = await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("before the restart\n");
        var screen = await OpenMessagesAsync();
        await Assertions.Expect(screen.Row("before the restart")).ToBeVisibleAsync();
        await screen.Behind.DisposeAsync();
        await server.RestartAsync();

        var after = await OpenMessagesAsync();
        await Assertions.Expect(after.Row("before the restart")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Search_Typed_IsALinkForAnotherBrowserAndAWayBack()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("the Café is open\n水泵又启动了\nnothing of it\n");
        var screen = await OpenMessagesAsync();
        await Assertions.Expect(screen.Row("nothing of it")).ToBeVisibleAsync();
        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.TypeAsync("cafe", new() { Delay = 30 });

        await Assertions.Expect(screen.Rows).ToHaveCountAsync(1);
        await Assertions.Expect(screen.Found).ToHaveTextAsync(["Café"]);
        await screen.ExpectAddressAsync("/messages?q=cafe");
        await screen.Search.FillAsync("泵又");
        await Assertions.Expect(screen.Found).ToHaveTextAsync(["泵又"]);
        await screen.Get("log-filters-toggle").ClickAsync();
        await screen.Get("filter-sender").FillAsync("tom");
        await Assertions.Expect(screen.Get("chip-sender")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Rows).ToHaveCountAsync(1);

        await screen.ExpectAddressAsync($"/messages?q={Uri.EscapeDataString("泵又")}&sender=tom");
        var colleague = await OpenMessagesAsync(screen.Address);
        await Assertions.Expect(colleague.Found).ToHaveTextAsync(["泵又"]);
        await Assertions.Expect(colleague.Search).ToHaveValueAsync("泵又");
        await Assertions.Expect(colleague.Get("chip-sender")).ToContainTextAsync("tom");

        await screen.Get("log-clear").ClickAsync();
        await Assertions.Expect(screen.Row("nothing of it")).ToBeVisibleAsync();
        await screen.Page.GoBackAsync();
        await Assertions.Expect(screen.Found).ToHaveTextAsync(["泵又"]);
        await screen.Page.GoBackAsync();
        await screen.ExpectAddressAsync("/messages");
        await Assertions.Expect(screen.Search).ToHaveValueAsync("");
        await Assertions.Expect(screen.Row("nothing of it")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Search_OverASlowConnection_LosesNoKey()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("hello\n");
        var screen = await OpenMessagesAsync();
        await Assertions.Expect(screen.Row("hello")).ToBeVisibleAsync();
        var network = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });

        const string Text = "a long search that is typed faster than it is answered";
        await screen.Search.PressSequentiallyAsync(Text, new() { Delay = 25 });
        await Assertions.Expect(screen.Get("log-empty")).ToBeVisibleAsync();
        await screen.ExpectAddressAsync("/messages?q=" + Uri.EscapeDataString(Text));
        await Assertions.Expect(screen.Search).ToHaveValueAsync(Text);
    }

    [Fact]
    public async Task Entry_Opened_ShowsTextAndExactBytesAndLeadsOn()
    {
        await StartServerAsync();
        var relay = await Visitors.RelayAsync("小明");
        await relay.SendAsync("小明：你好\r\n");
        var screen = await OpenMessagesAsync();
        await screen.Row("你好").ClickAsync();

        await Assertions.Expect(screen.Get("entry-text")).ToHaveTextAsync("小明：你好");
        await Assertions.Expect(screen.Get("entry-hex")).ToContainTextAsync("000000  e5 b0 8f e6 98 8e ef bc  9a e4 bd a0 e5 a5 bd 0d  ················");
        await screen.Get("entry-encoding").SelectOptionAsync("GB18030");
        await Assertions.Expect(screen.Get("entry-text")).Not.ToContainTextAsync("你好");
        await screen.Get("entry-encoding").SelectOptionAsync("");

        await screen.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(screen.Entry).ToHaveCountAsync(0);
        await screen.ExpectAddressAsync("/messages");
        await screen.Page.Keyboard.PressAsync("Enter"); // the row has the focus again
        await Assertions.Expect(screen.Entry).ToBeVisibleAsync();
        await screen.Get("entry-around").ClickAsync();
        await Assertions.Expect(screen.Page.Locator(".line.around")).ToContainTextAsync("你好");
        await screen.Get("entry-connection").ClickAsync();
        await Assertions.Expect(screen.Get("chip-connection")).ToContainTextAsync("#1");
    }

    [Fact]
    public async Task Entry_Huge_IsCutInTheListAndWholeInTheDetail()
    {
        await StartServerAsync();
        var relay = await Visitors.RelayAsync("小明");
        var text = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i:0000} 大 "));
        await relay.SendAsync(text + "\n");
        var screen = await OpenMessagesAsync();
        await Assertions.Expect(screen.Row("0000 大").Locator(".bytes")).ToHaveTextAsync("26 KB");
        await screen.Row("0000 大").ClickAsync();

        await Assertions.Expect(screen.Entry.GetByText("27,001 bytes")).ToBeVisibleAsync();
        await screen.Page.GetByRole(AriaRole.Region, new() { Name = "Text" }).GetByLabel("The next piece").ClickAsync();
        await Assertions.Expect(screen.Get("entry-text")).ToContainTextAsync("2999 大");
        await screen.Page.GetByRole(AriaRole.Region, new() { Name = "Bytes" }).GetByLabel("The next piece").ClickAsync();
        await Assertions.Expect(screen.Get("entry-hex")).ToContainTextAsync("001000  ");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("txt")]
    public async Task Export_OfAFilter_DownloadsExactlyThat(string format)
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var ann = await Visitors.ChatAsync("Ann");
        await tom.SendAsync("=1+1 早上好\nsecond, \"quoted\"\n");
        await ann.SendAsync("not this one\n");
        var screen = await OpenMessagesAsync("/messages?sender=tom&kind=text");
        await Assertions.Expect(screen.Rows).ToHaveCountAsync(2);

        await screen.Get("log-export").ClickAsync();
        var download = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Get($"export-{format}").ClickAsync());
        await Assertions.Expect(screen.Get("export-state")).ToHaveTextAsync("2 messages exported");
        Assert.EndsWith("." + format, download.SuggestedFilename, StringComparison.Ordinal);
        var lines = (await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken)).TrimEnd().Split('\n');

        Assert.Equal(format == "csv" ? 3 : 2, lines.Length);
        var (first, second) = (lines[^2], lines[^1]);
        if (format == "jsonl")
        {
            Assert.Equal(["=1+1 早上好", "second, \"quoted\""], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()));
        }
        else
        {
            Assert.Contains(format == "csv" ? "'=1+1 早上好" : "=1+1 早上好", first, StringComparison.Ordinal);
            Assert.Contains(format == "csv" ? "\"second, \"\"quoted\"\"\"" : "second, \"quoted\"", second, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Phone_List_Detail_AndBackByTheBrowsersButton()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync(Lines(40));
        var screen = await OpenMessagesAsync("/messages", new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, ColorScheme = ColorScheme.Dark });
        await screen.Get("pages-open").ClickAsync();
        await screen.Get("page-console").ClickAsync();
        await Assertions.Expect(screen.Get("send-text")).ToBeVisibleAsync();
        await screen.Get("pages-open").ClickAsync();
        await screen.Get("page-messages").ClickAsync();
        await Assertions.Expect(screen.Row("line 40.")).ToBeVisibleAsync();
        await screen.WaitUntilAliveAsync();
        await screen.ExpectAsync("live");
        Assert.True(await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone");

        await screen.Row("line 39.").ClickAsync();
        await Assertions.Expect(screen.Get("entry-text")).ToHaveTextAsync("line 39.");
        var box = (await screen.Entry.BoundingBoxAsync())!;
        Assert.Equal((390, 844), ((int)box.Width, (int)box.Height));
        await Assertions.Expect(screen.Get("entry-hex")).ToContainTextAsync("000000  6c 69 6e 65 20 33 39 2e  line 39.");
        await screen.Get("entry-before").ClickAsync();
        await Assertions.Expect(screen.Get("entry-text")).ToHaveTextAsync("line 38.");

        await screen.Page.GoBackAsync();
        await Assertions.Expect(screen.Entry).ToHaveCountAsync(0);
        await Assertions.Expect(screen.Rows.First).ToBeVisibleAsync();
        await screen.Get("pages-open").ClickAsync();
        await screen.Get("page-console").ClickAsync();
        await Assertions.Expect(screen.Get("send-text")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LogIsOff_Page_ShowsWhatIsInMemoryAndSaysSo()
    {
        await StartServerAsync(new Dictionary<string, string> { ["ChatHub__MessageLog__Enabled"] = "false" });
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("hello\n");
        var screen = await OpenMessagesAsync();

        await Assertions.Expect(screen.Row("hello")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Get("notice-off")).ToContainTextAsync("Nothing is kept on disk");
        await Assertions.Expect(screen.Get("log-sign")).ToHaveTextAsync("Log off");
        await chat.SendAsync("and again\n");
        await Assertions.Expect(screen.Row("and again")).ToBeVisibleAsync();
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}.\n")));

    private async Task<MessagesScreen> OpenMessagesAsync(string address = "/messages", BrowserNewContextOptions? options = null)
    {
        var screen = new MessagesScreen(await OpenAsync(Server.DashboardUrl.TrimEnd('/') + address, options));
        await screen.WaitUntilAliveAsync();
        return screen;
    }
}
