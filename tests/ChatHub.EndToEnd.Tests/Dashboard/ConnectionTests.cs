using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class ConnectionTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    // The promise is a second: that is measured. The limit is for a machine that does other things too.
    private const float Soon = 30_000;

    [Fact]
    public async Task Sockets_ComeAndGo_RowsFollowWithinASecond()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        await Assertions.Expect(screen.Get("connections-empty")).ToContainTextAsync($"nc 127.0.0.1 {Server.ChatPort}");

        var coming = Measured.Start();
        var relay = await Visitors.ConnectAsync(Server.RelayPort);
        await Visitors.ConnectAsync(Server.ChatPort);
        await WaitForRowsAsync(screen, 2);
        coming.Report("two sockets to two rows");

        var going = Measured.Start();
        relay.Abort();
        await WaitForRowsAsync(screen, 1);
        going.Report("a killed client to its row gone");
        await Assertions.Expect(screen.Get("kpi-connections")).ToContainTextAsync("1");
    }

    [Fact]
    public async Task Socket_ShowsWhoItIs_NameAddressAndListenerStandInItsRow()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();

        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");

        await Assertions.Expect(screen.Row("小明")).ToContainTextAsync($"{relay.LocalEndPoint}");
        await Assertions.Expect(screen.Row("小明")).ToContainTextAsync("relay");
        await Assertions.Expect(screen.Row("Tom")).ToContainTextAsync($"{chat.LocalEndPoint}");
        await Assertions.Expect(screen.Row("Tom")).ToContainTextAsync("chat");
    }

    [Fact]
    public async Task Rows_AreSortedAndFiltered_StandAsAsked()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        await Visitors.ChatAsync("b-2");
        await Visitors.ChatAsync("b-10");
        var busy = await Visitors.RelayAsync("a");
        await busy.SendAsync("a：more");
        await screen.ExpectRowsAsync(1, 2, 3);

        await screen.Get("sort-name").ClickAsync();
        await screen.ExpectRowsAsync(3, 1, 2);
        await screen.Get("sort-name").ClickAsync();
        await screen.ExpectRowsAsync(2, 1, 3);
        await screen.Get("sort-messagesin").ClickAsync();
        await Assertions.Expect(screen.Rows.First).ToHaveAttributeAsync("data-id", "3");

        await screen.Get("sort-id").ClickAsync();
        await screen.Get("connections-filter").FillAsync("chat B-1");
        await screen.ExpectRowsAsync(2);
        await Assertions.Expect(screen.Get("connections-count")).ToHaveTextAsync("1 of 3");
        await screen.Get("connections-filter").FillAsync("nobody");
        await screen.ExpectRowsAsync();
        await screen.Get("connections-empty").GetByRole(AriaRole.Button).ClickAsync();
        await screen.ExpectRowsAsync(1, 2, 3);
    }

    private static async Task WaitForRowsAsync(Screen screen, int count) => await screen.Page.WaitForFunctionAsync(
        "count => document.querySelectorAll('[data-testid=connection-row]').length === count", count, new() { Timeout = Soon });
}
