using System.Globalization;
using System.Runtime.InteropServices;
using ChatHub.EndToEnd.Tests.Api;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Storage;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>A server that is stopped in the middle of a conversation of many, again and again. The environment variable CHATHUB_DRAINS says how often; 3 times unless it is set.</summary>
public sealed class DrainUnderLoadTests(PublishedBuild build)
{
    private const int Clients = 2_000;
    private const string Farewell = "[服务器]：the server is stopping";

    private static readonly int s_drains = int.TryParse(Environment.GetEnvironmentVariable("CHATHUB_DRAINS"), CultureInfo.InvariantCulture, out var drains) ? drains : 3;

    [Fact]
    public async Task Server_StoppedUnderLoadAgainAndAgain_LosesNoLineThatAnybodyReceived()
    {
        await using var server = await build.StartServerAsync(new Dictionary<string, string>
        {
            ["ChatHub__Listeners__relay__Greeting"] = ".",
            ["ChatHub__Hub__NoticesUpTo"] = "0",
        });
        var endpoint = server.Place("relay");
        var deliveries = 0L;
        var before = new List<string>();
        for (var round = 0; round < s_drains; round++)
        {
            if (round > 0)
            {
                await server.StartAgainAsync();
                Assert.Equal(endpoint, server.Place("relay"));
                using var api = ApiClient.Of(server);
                Assert.Contains(before[^1], await api.TextAsync("messages?limit=50&kind=text"), StringComparison.Ordinal);
            }

            using var crowd = await Crowd.StartAsync(server, $"d{round:00}", Clients, 100);
            await crowd.HasSaidEnough.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            var time = Measured.Start();
            Assert.Equal(0, await server.StopAsync(PosixSignal.SIGTERM, TimeSpan.FromSeconds(30)));
            time.Report($"SIGTERM to exit with {Clients} clients, round {round}");
            await crowd.Ended.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);

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

        Measured.Write($"lines received before {s_drains} stops, all of them in the log and in its order", $"{deliveries}");
    }
}
