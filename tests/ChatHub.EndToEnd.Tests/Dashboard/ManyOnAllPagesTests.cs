using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>However many connections and messages there are, no page grows with them.</summary>
public sealed class ManyOnAllPagesTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Pages_TwoThousandConnectionsAndAFullLog_StaySmall()
    {
        var server = await StartServerAsync();
        for (var number = 0; number < 2_000; number++)
        {
            await Visitors.ConnectAsync(number % 2 == 0 ? server.RelayPort : server.ChatPort);
        }

        var speaker = await Visitors.ConnectAsync(server.RelayPort);
        for (var line = 0; line < 50; line++)
        {
            await speaker.SendAsync($"speaker：line {line}\n");
        }

        foreach (var (path, shown) in new[] { ("", "log-row"), ("connections", "connection-row"), ("connections?open=2001", "connection-pane"), ("connections?group=address", "group-row"), ("messages", "log-row"), ("overview", "chart-connections"), ("listeners", "listener-line") })
        {
            var page = await OpenPageAsync(path);
            await Assertions.Expect(page.Get(shown).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            if (path.StartsWith("connections", StringComparison.Ordinal))
            {
                await Assertions.Expect(page.Get("tab-open")).ToContainTextAsync("2,001", new() { Timeout = 30_000 });
            }

            var nodes = await page.CountNodesAsync();
            Measured.Write($"nodes of /{path}", nodes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.InRange(nodes, 1, 4_000);
            await page.Page.CloseAsync();
        }
    }
}
