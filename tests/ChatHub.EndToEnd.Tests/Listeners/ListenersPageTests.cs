using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Listeners;

/// <summary>The listeners that operators add, from the first field to the end.</summary>
public sealed class ListenersPageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Listener_AddedWrongThenRight_ListensIsKeptOverARestartAndRemoved(string locale)
    {
        var server = await StartServerAsync();
        var page = await OpenPageAsync("listeners", new() { Locale = locale });
        await page.Get("listener-add").ClickAsync();
        await page.Get("field-name").FillAsync("lab");
        await page.Get("field-endpoint").FillAsync("nowhere");
        await page.Get("field-endpoint").PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Get("field-name")).ToHaveValueAsync("lab"); // what was filled in is not thrown away by a key
        await page.Get("listener-save").ClickAsync();
        await Assertions.Expect(page.Get("field-endpoint")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Listener("lab")).ToHaveCountAsync(0);

        await page.Get("field-endpoint").FillAsync("127.0.0.1:0");
        await page.Get("field-endpoint").PressAsync("Tab");
        await Assertions.Expect(page.Get("field-endpoint")).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await page.Get("protocol-chat").CheckAsync();
        await page.Get("listener-save").ClickAsync();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Listening");
        (await Visitors.ConnectAsync(await PortAsync(page))).Dispose();

        await server.RestartAsync();
        var later = await OpenPageAsync("listeners", new() { Locale = locale });
        await Assertions.Expect(later.Listener("lab")).ToHaveAttributeAsync("data-state", "Listening", new() { Timeout = 30_000 });
        await later.Listener("lab").GetByTestId("listener-open").ClickAsync();
        await later.Get("listener-remove").ClickAsync();
        await later.ConfirmAsync();
        await Assertions.Expect(later.Listener("lab")).ToHaveCountAsync(0);
        await Assertions.Expect(later.Listener("relay")).ToHaveCountAsync(1);
        await later.Listener("relay").GetByTestId("listener-open").ClickAsync();
        await Assertions.Expect(later.Get("editor-close")).ToBeVisibleAsync();
        await later.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(later.Get("editor-close")).ToHaveCountAsync(0);
        page.Behind.ForgetLostConnections();
    }

    [Fact]
    public async Task Listener_MovedToATakenPort_StaysWhereItWasAndSaysWhy()
    {
        var server = await StartServerAsync();
        var page = await AddAsync();
        var port = await PortAsync(page);
        await page.Get("field-endpoint").FillAsync($"127.0.0.1:{server.RelayPort}");
        await page.Get("listener-save").ClickAsync();

        await Assertions.Expect(page.Get("editor-failure")).ToContainTextAsync("it listens where it was");
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Listening");
        Assert.NotEqual(server.RelayPort, await PortAsync(page));
        Assert.NotEqual(0, port);
    }

    [Fact]
    public async Task Listener_StoppedStartedAndDrained_SaysHowLongItHas()
    {
        await StartServerAsync();
        var page = await AddAsync();
        await page.Listener("lab").GetByTestId("listener-stop").ClickAsync();
        await page.ConfirmAsync();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Stopped");
        await page.Listener("lab").GetByTestId("listener-start").ClickAsync();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Listening");

        var client = await Visitors.ConnectAsync(await PortAsync(page));
        await Assertions.Expect(page.Listener("lab").Locator(".count")).ToContainTextAsync("1");
        await page.Listener("lab").GetByTestId("listener-drain").ClickAsync();
        await page.ConfirmAsync();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Draining");
        await Assertions.Expect(page.Get("listener-countdown")).ToContainTextAsync("5"); // fifty-odd seconds
        client.Dispose();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Stopped");
    }

    private async Task<PageScreen> AddAsync()
    {
        var page = await OpenPageAsync("listeners?add=yes");
        await page.Get("field-name").FillAsync("lab");
        await page.Get("field-endpoint").FillAsync("127.0.0.1:0");
        await page.Get("listener-save").ClickAsync();
        await Assertions.Expect(page.Listener("lab")).ToHaveAttributeAsync("data-state", "Listening");
        await page.ExpectAddressAsync("open=lab");
        return page;
    }

    private static async Task<int> PortAsync(PageScreen page) => System.Net.IPEndPoint.Parse(await page.Listener("lab").Locator(".endpoint").InnerTextAsync()).Port;
}
