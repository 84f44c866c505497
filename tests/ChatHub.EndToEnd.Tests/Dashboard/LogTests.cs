using System.Globalization;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class LogTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    // The first line of which some is in view, and how far below the top of the log it is.
    private const string FirstInView = """
        log => {
          const top = log.getBoundingClientRect().top;
          const row = [...log.querySelectorAll('[data-testid=log-row]')].find(row => row.getBoundingClientRect().bottom > top + 1);
          return `${row.dataset.id} at ${Math.round(row.getBoundingClientRect().top - top)}`;
        }
        """;

    private const string FromBottom = "log => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)";

    [Fact]
    public async Task Words_AreSaidByBoth_StandInTheLogWithTheirSpeakers()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");

        var time = Measured.Start();
        await relay.SendAsync("小明：你好 hello");
        await Assertions.Expect(screen.LogRow("你好 hello")).ToContainTextAsync("relay");
        time.Report("a word to its line");
        await Assertions.Expect(screen.LogRow("你好 hello")).ToContainTextAsync("小明");
        await chat.SendAsync("good morning\n");
        await Assertions.Expect(screen.LogRow("good morning")).ToContainTextAsync("Tom");
        await Assertions.Expect(screen.LogRow("good morning")).ToContainTextAsync("chat");
    }

    [Fact]
    public async Task Log_IsFiltered_ShowsWhatMatches()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await chat.SendAsync("the red one\nthe blue one\n");
        await Assertions.Expect(screen.LogRow("connected")).ToHaveCountAsync(1);

        await screen.Get("log-events").ClickAsync();
        await Assertions.Expect(screen.LogRows).ToHaveCountAsync(2);
        await screen.Get("log-filter").FillAsync("BLUE");
        await Assertions.Expect(screen.LogRows).ToHaveCountAsync(1);
        await Assertions.Expect(screen.LogRows).ToContainTextAsync("the blue one");

        await chat.SendAsync("nothing\nblue again\n");
        await Assertions.Expect(screen.LogRow("blue again")).ToBeVisibleAsync();
        await Assertions.Expect(screen.LogRows).ToHaveCountAsync(2);
        await screen.Get("log-filter").FillAsync("");
        await Assertions.Expect(screen.LogRows).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Log_IsScrolledUp_StaysThereSaysHowManyAreNewAndJumpsDown()
    {
        await StartServerAsync();
        var chat = await Visitors.ChatAsync("Tom");
        await SayAsync(chat, 1, 200);
        var screen = await OpenScreenAsync();
        await Assertions.Expect(screen.LogRow("line 200.")).ToBeInViewportAsync();

        await screen.Log.HoverAsync();
        await screen.Page.Mouse.WheelAsync(0, -1200);
        await Assertions.Expect(screen.NewLines).ToBeVisibleAsync();
        await screen.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=log]').getAnimations({ subtree: true }).length === 0");
        var before = await screen.Log.EvaluateAsync<string>(FirstInView);
        await SayAsync(chat, 201, 230);

        await Assertions.Expect(screen.NewLines).ToContainTextAsync("30 new");
        Assert.Equal(before, await screen.Log.EvaluateAsync<string>(FirstInView));

        await screen.Page.WaitForFunctionAsync("() => JSON.stringify(sessionStorage).includes('log.place')");
        await screen.Page.ReloadAsync();
        await Assertions.Expect(screen.Log).ToHaveAttributeAsync("data-placed", "yes");
        await Assertions.Expect(screen.Log.Locator($"[data-id='{before.Split(' ')[0]}'] + [data-id]")).ToBeInViewportAsync(); // the tab is where it was, but for a part of a line
        await Assertions.Expect(screen.LogRow("line 200.")).Not.ToBeInViewportAsync();

        await screen.NewLines.ClickAsync();
        await Assertions.Expect(screen.LogRow("line 230.")).ToBeInViewportAsync();
        await Assertions.Expect(screen.NewLines).ToHaveCountAsync(0);
        Assert.InRange(await screen.Log.EvaluateAsync<int>(FromBottom), 0, 5);

        await SayAsync(chat, 231, 260);
        await Assertions.Expect(screen.LogRow("line 260.")).ToBeInViewportAsync();
    }

    private static Task SayAsync(WireClient client, int first, int last) => client.SendAsync(string.Concat(
        Enumerable.Range(first, last - first + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"line {number}.\n"))));
}
