using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class RestartTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const float Restarting = 30_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_IsGoneAndComesBack_ThePageLivesAgainAsItWas(bool crashed)
    {
        var server = await StartServerAsync();
        var screen = await OpenScreenAsync();
        await screen.Get("theme").ClickAsync();
        await screen.Page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await screen.Get("connections-filter").FillAsync("tom");
        await screen.Get("log-filter").FillAsync("hello");
        await screen.SendText.FillAsync("half a sent");
        await Visitors.ChatAsync("Tom");
        await Assertions.Expect(screen.Row("Tom")).ToBeVisibleAsync();
        await screen.Target.SelectOptionAsync("room:lobby");
        await screen.Page.WaitForFunctionAsync("() => JSON.stringify(sessionStorage).includes('room:lobby')"); // the server has answered

        await (crashed ? server.KillAsync() : server.StopAsync());
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-connection", "lost", new() { Timeout = Restarting });
        await screen.SendText.PressSequentiallyAsync("ence");
        await server.StartAgainAsync();

        // Nobody clicks: a row that only the new server knows is the sign that the page lives.
        var time = Measured.Start();
        var tommy = await Visitors.ChatAsync("Tommy");
        await Assertions.Expect(screen.Row("Tommy")).ToBeVisibleAsync(new() { Timeout = Restarting });
        time.Report("server back to page alive");
        await screen.WaitUntilAliveAsync();
        await Assertions.Expect(screen.Row("Tom")).ToHaveCountAsync(0);
        await Assertions.Expect(screen.Page.Locator("html")).Not.ToHaveAttributeAsync("data-connection", "lost");
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("half a sentence");
        await Assertions.Expect(screen.Target).ToHaveValueAsync("room:lobby");
        await Assertions.Expect(screen.Get("connections-filter")).ToHaveValueAsync("tom");
        await Assertions.Expect(screen.Get("log-filter")).ToHaveValueAsync("hello");
        await Visitors.RelayAsync("hello");
        await Assertions.Expect(screen.LogRow("来了")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Rows).ToHaveCountAsync(1);

        await screen.SendText.PressAsync("Enter");
        await tommy.ReadUntilAsync("[server] half a sentence\n");
        screen.Behind.ForgetLostConnections();
    }

    [Fact]
    public async Task Tab_CutOffAndSeenAgain_GoesOnWithTheSamePage()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var page = screen.Page;
        var away = false;
        var open = new ConcurrentBag<IWebSocketRoute>();
        await page.RouteAsync("**/_blazor/negotiate*", request => away ? request.AbortAsync(RequestAbortErrorCode.ConnectionRefused) : request.ContinueAsync());
        await page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            socket.ConnectToServer();
            open.Add(socket);
        });
        await page.ReloadAsync();
        await screen.WaitUntilAliveAsync();
        await page.EvaluateAsync("() => { window.same = true; window.hides = true; document.documentElement.dataset.patience = '60000'; Object.defineProperty(document, 'hidden', { get: () => hides }); }");
        await page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))"); // behind another: nothing is drawn for it

        away = true;
        await Task.WhenAll(open.Select(socket => socket.CloseAsync()));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "lost");
        await page.EvaluateAsync("() => { hides = false; document.dispatchEvent(new Event('visibilitychange')); }"); // nobody hears that it is seen
        away = false;

        await Assertions.Expect(page.Locator("html")).Not.ToHaveAttributeAsync("data-connection", "lost");
        await Visitors.ChatAsync("Tom");
        await Assertions.Expect(screen.Row("Tom")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.same === true"), "The page was loaded anew");
        screen.Behind.ForgetLostConnections();
    }
}
