using System.Globalization;
using System.Runtime.InteropServices;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Storage;

/// <summary>What is in the message log after the process was killed in the middle of a conversation.</summary>
public sealed class KillTests(PublishedBuild build)
{
    /// <summary>Of each mode; <c>CHATHUB_KILLS</c> asks for more.</summary>
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("CHATHUB_KILLS") ?? "5", CultureInfo.InvariantCulture);

    /// <summary>What the relaxed log promises: no more messages that anybody received are missing after a kill.</summary>
    private const int MostLost = 1_000;

    [Fact]
    public async Task Strict_KilledAgainAndAgain_HasEveryLineThatAnybodyReceived()
    {
        await using var server = await StartAsync("Strict");
        var received = 0;
        for (var round = 0; round < s_kills; round++)
        {
            var lines = await KillAsync(server, round);
            using var file = MessageFile.CopyOf(server.DataDirectory);
            file.AssertSound();
            var said = PlacesOf(file.Said());
            foreach (var one in lines)
            {
                received += one.Count;
                AssertInOrder(one.Select(line => said.TryGetValue(line, out var place) ? place : throw new InvalidOperationException($"'{line}' was received and is not in the log")));
            }
        }

        Measured.Write($"lines received before {s_kills} kills, all in the strict log", $"{received}");
    }

    [Fact]
    public async Task Relaxed_KilledAgainAndAgain_MissesNothingButTheTail()
    {
        await using var server = await StartAsync("Relaxed");
        var received = 0;
        var missing = 0;
        var most = 0;
        for (var round = 0; round < s_kills; round++)
        {
            var lines = await KillAsync(server, round);
            using var file = MessageFile.CopyOf(server.DataDirectory);
            file.AssertSound();
            var said = PlacesOf(file.Said());
            foreach (var one in lines)
            {
                var kept = one.TakeWhile(said.ContainsKey).ToArray();
                AssertInOrder(kept.Select(line => said[line]));
                Assert.DoesNotContain(one.Skip(kept.Length), said.ContainsKey);
                received += one.Count;
                missing += one.Count - kept.Length;
            }

            most = Math.Max(most, lines.SelectMany(one => one).Where(line => !said.ContainsKey(line)).Distinct().Count());
        }

        Assert.InRange(most, 0, MostLost);
        Measured.Write($"lines received before {s_kills} kills", $"{received}, of which {missing} were in the tail that the relaxed log does not have; at most {most} different ones after a kill");
    }

    [Theory]
    [InlineData("Relaxed")]
    [InlineData("Strict")]
    public async Task Server_AskedToStopUnderLoad_LosesNothing(string durability)
    {
        await using var server = await StartAsync(durability);
        using var chatter = await Chatter.StartAsync(server, "term", 500);
        await chatter.HasEnough.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);

        Assert.Equal(0, await server.StopAsync(PosixSignal.SIGTERM));
        await chatter.Ended.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);

        Assert.True(new FileInfo(Path.Combine(server.DataDirectory, "messages.db-wal")) is { Exists: false } or { Length: 0 }, "all is in the main file");
        using var file = MessageFile.CopyOf(server.DataDirectory);
        file.AssertSound();
        var said = PlacesOf(file.Said());
        Assert.All(chatter.Received, lines => AssertInOrder(lines.Select(line => said[line])));
        Assert.Equal(file.Number("SELECT count(*) FROM messages WHERE kind = 4 AND event = 0"), file.Number("SELECT count(*) FROM messages WHERE kind = 4 AND event = 1"));
    }

    private Task<PublishedServer> StartAsync(string durability) => build.StartServerAsync(new Dictionary<string, string>
    {
        ["ChatHub__MessageLog__Durability"] = durability,
        ["ChatHub__Listeners__relay__Greeting"] = "",
    });

    /// <summary>Lets a crowd talk and kills the server in the middle of it; then starts it again unless it is the last round.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<string>>> KillAsync(PublishedServer server, int round)
    {
        if (round > 0)
        {
            await server.StartAgainAsync();
        }

        using var chatter = await Chatter.StartAsync(server, $"k{round:00}", 100 + (round * 37));
        await chatter.HasEnough.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);
        await server.KillAsync();
        await chatter.Ended.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);
        return chatter.Received;
    }

    private static Dictionary<string, int> PlacesOf(List<string> lines)
    {
        var places = new Dictionary<string, int>();
        for (var place = 0; place < lines.Count; place++)
        {
            Assert.True(places.TryAdd(lines[place], place), $"'{lines[place]}' is in the log twice");
        }

        return places;
    }

    private static void AssertInOrder(IEnumerable<int> places)
    {
        var last = -1;
        foreach (var place in places)
        {
            Assert.True(place > last, "the log has another order than its receivers");
            last = place;
        }
    }
}
