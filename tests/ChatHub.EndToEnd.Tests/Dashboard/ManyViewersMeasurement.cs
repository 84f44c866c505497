using System.Globalization;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>
/// What viewers wait for, and what they cost the server, with 10,000 connections, 2,000 messages a second and 10 viewers. Figures for docs/performance.md, no test: it runs
/// only when asked for, <c>-explicit only -class '*ManyViewersMeasurement'</c>. <c>CHATHUB_CONNECTIONS</c>, <c>CHATHUB_RATE</c> and <c>CHATHUB_VIEWERS</c> change the load.
/// </summary>
public sealed class ManyViewersMeasurement(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const int Speakers = 20;
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(15);

    private long _said;
    private int _cutOff;

    [Fact(Explicit = true)]
    public async Task Viewers_UnderLoad_WaitAndCost()
    {
        var (connections, rate, viewers) = (Setting("CHATHUB_CONNECTIONS", 10_000), Setting("CHATHUB_RATE", 2_000), Setting("CHATHUB_VIEWERS", 10));
        var server = await StartServerAsync(new Dictionary<string, string>
        {
            ["ChatHub:Limits:Connections"] = "19000",
            ["ChatHub:Listeners:busy:Endpoint"] = "127.0.0.1:0",
            ["ChatHub:Listeners:busy:Protocol"] = "Relay",
            ["ChatHub:Listeners:busy:Room"] = "busy",
        });
        for (var number = 0; number < connections - Speakers; number++)
        {
            await Visitors.ConnectAsync(number % 2 == 0 ? server.RelayPort : server.ChatPort);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var speakers = await Task.WhenAll(Enumerable.Range(0, Speakers).Select(_ => Visitors.ConnectAsync(server.Port("busy"))));
        var listen = speakers.Select(speaker => Task.Run(() => ListenAsync(speaker, stop.Token))).ToArray();
        var talk = speakers.Select((speaker, number) => Task.Run(() => TalkAsync(speaker, number, rate / Speakers, stop.Token))).ToArray();
        await OpenPageAsync("not-found"); // signs in and starts the browser, before anything is measured
        await PassAsync(s_span);
        var none = await CostAsync(server.ProcessId, "no viewer");

        var pages = new List<PageScreen>();
        (double Cores, double Megabytes) one = default;
        for (var number = 0; number < viewers; number++)
        {
            var cold = TimeProvider.System.GetTimestamp();
            var page = await OpenPageAsync("");
            await Assertions.Expect(page.Get("log-row").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
            Report($"viewer {number + 1}: cold load to the first row, with the viewers before it open", TimeProvider.System.GetElapsedTime(cold).TotalMilliseconds, "ms");
            pages.Add(page);
            if (number == 0)
            {
                await PassAsync(s_span);
                one = await CostAsync(server.ProcessId, "one viewer on the console"); // what all viewers share is loaded and compiled now
            }
        }

        await PassAsync(s_span);
        var all = await CostAsync(server.ProcessId, $"{viewers} viewers on the console");
        Report("server CPU of a viewer", (all.Cores - none.Cores) / viewers * 100, "% of a core");
        Report("server memory of each viewer after the first", (all.Megabytes - one.Megabytes) / Math.Max(1, viewers - 1), "MB");
        Report("nodes of the console", await pages[0].CountNodesAsync(), "");
        Percentiles("a message sent to its line painted", await pages[0].Page.EvaluateAsync<double[]>(Painted, s_span.TotalMilliseconds));

        foreach (var page in pages)
        {
            await TurnAsync(page.Page, away: true);
        }

        await PassAsync(TimeSpan.FromSeconds(3));
        var hidden = await CostAsync(server.ProcessId, $"{viewers} viewers, all tabs hidden");
        Report("server CPU of a hidden viewer", (hidden.Cores - none.Cores) / viewers * 100, "% of a core");
        foreach (var page in pages)
        {
            await TurnAsync(page.Page, away: false);
        }

        var list = await OpenPageAsync("connections?q=guest-1");
        await list.WaitUntilAliveAsync("connections-page");
        await list.Get("connections-filter").FocusAsync();
        await list.Page.Keyboard.PressAsync("End");
        var typed = new List<double>();
        for (var round = 0; round < 20; round++)
        {
            var digit = (round % 8) + 1;
            typed.Add(await TypeAsync(list, digit.ToString(CultureInfo.InvariantCulture), $"guest-1{digit}"));
            typed.Add(await TypeAsync(list, "Backspace", "guest-1"));
        }

        Percentiles("a key typed in the filter to the list changed", [.. typed]);
        Report("nodes of the connections", await list.CountNodesAsync(), "");
        await stop.CancelAsync();
        await Task.WhenAll([.. talk, .. listen]);
        Report("speakers that the server cut off", _cutOff, $"of {Speakers}");
        Assert.InRange(_said, 1, long.MaxValue);
    }

    // The lines that appear while it runs: from the time that stands in them to the frame after they were put in.
    private const string Painted =
        """
        span => new Promise(done => {
          const seen = new Set(), took = [];
          const look = () => {
            for (const row of document.querySelectorAll('[data-testid="log-row"]')) {
              const said = row.textContent.match(/\bat (\d{13}) (\d+)/);
              if (said && !seen.has(said[0])) {
                seen.add(said[0]);
                if (took.started) { const t = +said[1]; requestAnimationFrame(() => took.push(Date.now() - t)); }
              }
            }
          };
          look();
          took.started = true;
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          setTimeout(() => { observer.disconnect(); done([...took]); }, span);
        })
        """;

    // Resolves in the frame in which every name that is shown begins so, and their count is another than before.
    private const string Changed =
        """
        name => new Promise(done => {
          const names = () => [...document.querySelectorAll('[data-testid="connection-row"] [data-testid="open"]')].map(cell => cell.textContent.trim()).join();
          const before = names();
          addEventListener('keydown', () => {
            const began = performance.now();
            const look = () => names() !== before ? done(performance.now() - began) : performance.now() - began > 10000 ? done(-1) : requestAnimationFrame(look);
            requestAnimationFrame(look);
          }, { once: true, capture: true });
          document.documentElement.dataset.waits = name;
        })
        """;

    private static async Task<double> TypeAsync(PageScreen list, string key, string name)
    {
        var changed = list.Page.EvaluateAsync<double>(Changed, name);
        await Assertions.Expect(list.Page.Locator("html")).ToHaveAttributeAsync("data-waits", name);
        await list.Page.Keyboard.PressAsync(key);
        var took = await changed;
        Assert.True(took >= 0, $"The list did not change within 10 s of {key}");
        await PassAsync(TimeSpan.FromMilliseconds(700));
        return took;
    }

    /// <summary>Says so many lines a second, each with the time at which it was sent.</summary>
    private async Task TalkAsync(WireClient speaker, int number, int rate, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate), TimeProvider.System);
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                await speaker.SendAsync(string.Create(CultureInfo.InvariantCulture, $"speaker{number}：line at {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()} {Interlocked.Increment(ref _said)}\n"));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // it has said enough
        }
        catch (System.Net.Sockets.SocketException)
        {
            Interlocked.Increment(ref _cutOff); // told with the figures: the load was less than asked for
        }
    }

    /// <summary>Reads what the others say: who does not is cut off.</summary>
    private static async Task ListenAsync(WireClient speaker, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await speaker.ReadAvailableForAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Cores that the server uses over a while, and its memory then.</summary>
    private async Task<(double Cores, double Megabytes)> CostAsync(int process, string what)
    {
        var (began, ticks, said) = (TimeProvider.System.GetTimestamp(), Ticks(), Interlocked.Read(ref _said));
        await PassAsync(s_span);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var cores = (Ticks() - ticks) / 100.0 / seconds;
        var memory = long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        Report($"{what}: server CPU", cores, "cores");
        Report($"{what}: server memory", memory, "MB");
        Report($"{what}: messages in", (Interlocked.Read(ref _said) - said) / seconds, "a second");
        return (cores, memory);

        // utime and stime, in hundredths of a second: proc(5)
        long Ticks()
        {
            var parts = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return long.Parse(parts[11], CultureInfo.InvariantCulture) + long.Parse(parts[12], CultureInfo.InvariantCulture);
        }
    }

    private static async Task TurnAsync(IPage page, bool away) => await page.EvaluateAsync(
        """
        away => {
          Object.defineProperty(document, 'hidden', { value: away, configurable: true });
          Object.defineProperty(document, 'visibilityState', { value: away ? 'hidden' : 'visible', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        away);

    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : otherwise;

    private static void Report(string what, double figure, string unit) => Measured.Write(what, string.Create(CultureInfo.InvariantCulture, $"{figure:0.##} {unit}"));

    private static void Percentiles(string what, double[] took)
    {
        Assert.NotEmpty(took);
        Array.Sort(took);
        Measured.Write(what, string.Create(CultureInfo.InvariantCulture, $"p50 {took[took.Length / 2]:0} ms, p95 {took[(int)(took.Length * 0.95)]:0} ms, longest {took[^1]:0} ms, of {took.Length}"));
    }
}
