using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Storage;

/// <summary>The program's options for the message log, beside a server that runs.</summary>
public sealed class MaintenanceTests(PublishedBuild build)
{
    [Fact]
    public async Task Log_IsBackedUpAndVerified_WhileTheServerWritesIt()
    {
        await using var server = await build.StartServerAsync(new Dictionary<string, string> { ["ChatHub__Listeners__relay__Greeting"] = "" });
        using var chatter = await Chatter.StartAsync(server, "busy", 500);
        await chatter.HasEnough.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken);
        var copy = Path.Combine(server.WorkingDirectory, "copy.db");
        var settings = new Dictionary<string, string> { ["ChatHub__DataDirectory"] = server.DataDirectory };

        await using var backup = await build.LaunchServerAsync(settings, arguments: ["--backup", copy]);
        Assert.Equal(0, await backup.WaitForExitAsync());
        await using var verify = await build.LaunchServerAsync(settings, arguments: ["--verify"]);
        Assert.Equal(0, await verify.WaitForExitAsync());
        await using var verifyCopy = await build.LaunchServerAsync(settings, arguments: ["--verify", copy]);
        Assert.Equal(0, await verifyCopy.WaitForExitAsync());
        await using var again = await build.LaunchServerAsync(settings, arguments: ["--backup", copy]);
        Assert.Equal(1, await again.WaitForExitAsync());

        Assert.Contains($"are in '{copy}'", backup.Output[^1], StringComparison.Ordinal);
        Assert.Equal("good", verify.Output[^1]);
        Assert.Contains("is there already", Assert.Single(again.Output), StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Newcomer_AfterARestart_GetsWhatWasSaidBefore()
    {
        await using var server = await build.StartServerAsync();
        using (var before = new Visitors(server))
        {
            var tom = await before.ChatAsync("Tom");
            await tom.SendAsync("yesterday\n/who\n");
            await tom.ReadUntilAsync("Tom");
        }

        await server.RestartAsync();
        using var after = new Visitors(server);
        var ann = await after.ConnectAsync(server.ChatPort);
        Assert.Contains("guest-2", await ann.ReadUntilAsync("Tom: yesterday\n"), StringComparison.Ordinal); // its number goes on too
    }
}
