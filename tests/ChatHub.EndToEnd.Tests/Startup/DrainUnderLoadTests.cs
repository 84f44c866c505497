using System.Globalization;
using System.Runtime.InteropServices;
using ChatHub.EndToEnd.Tests.Api;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Storage;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>
/// A server that is stopped in the middle of a conversation of many, again and again. The environment variable CHATHUB_DRAINS says how often; 2 times unless it is set. With 10,000 clients
/// it runs only when asked for, <c>-explicit only -class '*DrainUnderLoadTests'</c>: figures for docs/operations.md.
/// </summary>
public sealed class DrainUnderLoadTests(PublishedBuild build)
{
    private const string Farewell = "[服务器]：the server is stopping";

    private static readonly int s_drains = int.TryParse(Environment.GetEnvironmentVariable("CHATHUB_DRAINS"), CultureInfo.InvariantCulture, out var drains) ? drains : 2;

    [Fact]
    public Task Server_StoppedUnderLoadAgainAndAgain_LosesNoLineThatAnybodyReceived() => StopAgainAndAgainAsync(2_000, s_drains);

    [Fact(Explicit = true)]
    public Task Server_StoppedUnderLoadOfTenThousand_LosesNoLineAndTakesThemAllAgain() => StopAgainAndAgainAsync(10_000, s_drains + 1); // so many restarts

    private async Task StopAgainAndAgainAsync(int clients, int drains)
    {
        await using var server = await build.StartServerAsync(new Dictionary<string, string>
        {
            ["ChatHub__Listeners__relay__Greeting"] = ".",
            ["ChatHub__Hub__NoticesUpTo"] = "0",
        });
        var endpoint = server.Place("relay");
        var deliveries = 0L;
        var before = new List<string>();
        for (var round = 0; round < drains; round++)
        {
            var start = Measured.Start();
            if (round > 0)
            {
                await server.StartAgainAsync();
                start.Report($"start of the program until it listens, round {round}");
                Assert.Equal(endpoint, server.Place("relay"));
                using var api = ApiClient.Of(server);
                Assert.Contains(before[^1], await api.TextAsync("messages?limit=50&kind=text"), StringComparison.Ordinal);
            }

            using var crowd = await Crowd.StartAsync(server, $"d{round:00}", clients, 100);
            start.Report($"{(round > 0 ? "start of the program" : "first connect")} until {clients} clients are in the room, round {round}");
            await crowd.HasSaidEnough.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            var time = Measured.Start();
            Assert.Equal(0, await server.StopAsync(PosixSignal.SIGTERM, TimeSpan.FromSeconds(30)));
            time.Report($"SIGTERM to exit with {clients} clients, round {round}");
            await crowd.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

            using var file = MessageFile.CopyOf(server.DataDirectory);
            file.AssertSound();
            var said = file.Said();
            Assert.Equal(before, said.Take(before.Count));
            var now = said.Skip(before.Count).ToArray();
            Assert.True(now.Length >= 100, $"{now.Length} lines were said");
            foreach (var lines in crowd.Received)
            {
                // All that was said until its end, in the order of the log, and then why it ended.
                Assert.Equal([.. now.Take(lines.Length - 2), Farewell, ""], lines);
                deliveries += lines.Length - 2;
            }

            before = said;
        }

        Measured.Write($"lines received before {drains} stops, all of them in the log and in its order", $"{deliveries}");
    }
}
