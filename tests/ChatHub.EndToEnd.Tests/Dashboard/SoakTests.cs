using System.Globalization;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>
/// A browser that goes from page to page while messages flow: it stays alive, and keeps neither nodes nor memory of the pages that it left. Ten seconds in every
/// run; <c>CHATHUB_SOAK=40</c> makes it that many minutes and compares the heap at the end with the heap after an eighth of the time (of 40 minutes: 5).
/// </summary>
public sealed class SoakTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly (string Link, string Alive)[] s_pages =
        [("connections", "connection-row"), ("messages", "log-row"), ("overview", "chart-connections"), ("listeners", "listener-line"), ("access", "access-page"), ("console", "log-row")];

    [Fact]
    public async Task Pages_GoneThroughWhileMessagesFlow_KeepNothingOfThePagesLeft()
    {
        var minutes = int.TryParse(Environment.GetEnvironmentVariable("CHATHUB_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var whole = minutes > 0 ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromSeconds(10);
        var server = await StartServerAsync();
        for (var number = 0; number < 100; number++)
        {
            await Visitors.ConnectAsync(number % 2 == 0 ? server.RelayPort : server.ChatPort);
        }

        using var stop = new CancellationTokenSource();
        var talk = TalkAsync(await Visitors.ConnectAsync(server.RelayPort), stop.Token);
        var page = await OpenPageAsync("");
        await Assertions.Expect(page.Get("connection-state")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var tools = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var began = TimeProvider.System.GetTimestamp();
        double early = 0;
        var most = 0;
        var rounds = 0;
        while (Elapsed() < whole || rounds < 2)
        {
            foreach (var (link, alive) in s_pages)
            {
                await page.Get($"page-{link}").ClickAsync();
                await Assertions.Expect(page.Get(alive).First).ToBeVisibleAsync();
                if (minutes > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken); // as long as a person looks
                }

                most = Math.Max(most, await page.CountNodesAsync());
            }

            rounds++;
            if (early == 0 && Elapsed() >= whole / 8)
            {
                early = await HeapAsync(tools);
            }
        }

        var late = await HeapAsync(tools);
        await stop.CancelAsync();
        var said = await talk;
        Measured.Write("soak", string.Create(CultureInfo.InvariantCulture, $"{Elapsed().TotalMinutes:0.0} min, {rounds * s_pages.Length} pages, {said} messages; heap {early:0.0} MB after an eighth, {late:0.0} MB at the end; most nodes {most}"));
        Assert.InRange(most, 1, 4_000);
        Assert.DoesNotContain(server.Output, line => line.Contains("A part of the dashboard failed", StringComparison.Ordinal));
        if (minutes > 0)
        {
            Assert.InRange(late / early, 0, 1.2);
        }

        TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Fifty lines a second, until it is stopped.</summary>
    private static async Task<int> TalkAsync(WireClient speaker, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        var said = 0;
        while (!stop.IsCancellationRequested)
        {
            await speaker.SendAsync($"speaker：line {said++}, 你好\n");
            try
            {
                await beat.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }

        return said;
    }

    /// <summary>Megabytes of the page's heap that are in use once what nobody holds is gone.</summary>
    private static async Task<double> HeapAsync(ICDPSession tools)
    {
        await tools.SendAsync("HeapProfiler.collectGarbage");
        var usage = await tools.SendAsync("Runtime.getHeapUsage") ?? throw new InvalidOperationException("The browser said nothing of its heap");
        return usage.GetProperty("usedSize").GetDouble() / 1e6;
    }
}
