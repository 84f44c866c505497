using System.Globalization;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

public sealed class ManySocketsTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const int Sockets = 2_000;

    // Each takes well below a second; the limit leaves room for a machine that does other things too.
    private const float Soon = 30_000;

    [Fact]
    public async Task Screen_WithTwoThousandSockets_StaysUsableAndSmall()
    {
        var server = await StartServerAsync();
        var screen = await OpenScreenAsync();
        var connecting = Measured.Start();
        for (var number = 0; number < Sockets; number++)
        {
            await Visitors.ConnectAsync(number % 2 == 0 ? server.RelayPort : server.ChatPort);
        }

        var speaker = await Visitors.ConnectAsync(server.RelayPort);
        await Assertions.Expect(screen.Get("connections-count")).ToHaveTextAsync("2,001", new() { Timeout = 30_000 });
        connecting.Report($"{Sockets} sockets to their count on the screen");

        var speaking = Measured.Start();
        await speaker.SendAsync("speaker：is anybody there\n");
        await Assertions.Expect(screen.LogRow("is anybody there")).ToBeVisibleAsync(new() { Timeout = Soon });
        speaking.Report("a word to its line");

        var filtering = Measured.Start();
        await screen.Get("connections-filter").FillAsync("speaker");
        await Assertions.Expect(screen.Get("connections-count")).ToHaveTextAsync("1 of 2,001", new() { Timeout = Soon });
        filtering.Report("a filter to its rows");

        var clearing = Measured.Start();
        await screen.Get("connections-filter").FillAsync("");
        await screen.Get("sort-id").ClickAsync();
        await Assertions.Expect(screen.Rows.First).ToHaveAttributeAsync("data-id", "2001", new() { Timeout = Soon });
        clearing.Report("all rows in the other order");

        var sending = Measured.Start();
        await screen.SendAsync("to all of you");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("to 2,001", new() { Timeout = Soon });
        sending.Report("a message to its outcome");

        await screen.Rows.First.HoverAsync();
        await screen.Page.Mouse.WheelAsync(0, 1_000_000);
        await Assertions.Expect(screen.Page.Locator("[data-testid='connection-row'][data-id='1']")).ToBeInViewportAsync();
        var nodes = await screen.Page.EvaluateAsync<int>(
            """
            () => {
              const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
              let count = 1;
              while (walker.nextNode()) {
                count++;
              }

              return count;
            }
            """);
        Measured.Write("nodes of the page", nodes.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(nodes, 1, 4_000);
    }
}
