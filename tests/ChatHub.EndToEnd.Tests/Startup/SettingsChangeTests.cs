using System.Globalization;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>The settings file is edited while clients talk.</summary>
public sealed class SettingsChangeTests(PublishedBuild build)
{
    private const string Refused = "The settings file has changed and is refused, all stays as it was: ";
    private const string Applied = "The settings file has changed. In force now: ";

    [Fact]
    public async Task SettingsFile_BadEditsThenAGoodOne_AreRefusedAndAppliedAndNobodyIsDisconnected()
    {
        var more = Ports.Free();
        await using var server = await build.LaunchServerAsync(
            new Dictionary<string, string> { ["ChatHub__Limits__Exempt"] = "", ["ChatHub__Limits__FloodPerAddress"] = "1000" },
            folder => Write(folder, """{ "ChatHub": { "Limits": { "FloodBurst": 3, "FloodMessagesPerSecond": 0.1 }, "Listeners": { "relay": { "Greeting": "one\n" } } } }"""));
        await server.WaitUntilReadyAsync();
        using var talker = await WireClient.ConnectAsync(server.RelayPort);
        using var reader = await WireClient.ConnectAsync(server.RelayPort);
        await talker.ExpectAsync("one\n");
        await reader.ExpectAsync("one\n");

        Write(server.WorkingDirectory, """{ "ChatHub": { "Limits": { "FloodBurst": 0 }, "Listeners": { "relay": { "Greeting": "two\n" } } } }""");
        await server.SaysAsync(Refused + "ChatHub:Limits:FloodBurst is '0': expected a whole number from 1 to 1000000");
        Write(server.WorkingDirectory, """{ "ChatHub": { "Limits": { "FloodBurst": 5 """);
        await server.SaysAsync(Refused + "The settings file '" + Path.Combine(server.WorkingDirectory, "appsettings.json") + "' cannot be read: ");
        File.Delete(Path.Combine(server.WorkingDirectory, "appsettings.json"));
        await server.SaysAsync("is gone: what it said stays in force until the next start");
        using (var newcomer = await WireClient.ConnectAsync(server.RelayPort))
        {
            await newcomer.ExpectAsync("one\n");
        }

        await talker.SendAsync("still here\n");
        await reader.ExpectAsync("still here\n");
        await talker.ExpectAsync("still here\n");

        Write(
            server.WorkingDirectory,
            $$"""
            { "ChatHub": { "Limits": { "FloodBurst": 100, "FloodMessagesPerSecond": 0.1 }, "Listeners": { "relay": { "Greeting": "two\n" },
              "more": { "Endpoint": "127.0.0.1:{{more.ToString(CultureInfo.InvariantCulture)}}", "Greeting": "more\n" } } } }
            """);
        await server.SaysAsync(Applied + "ChatHub:Listeners:more (new), ChatHub:Listeners:relay:Greeting, ChatHub:Limits:FloodBurst; at the next start: nothing");

        using var other = await WireClient.ConnectAsync(more);
        await other.ExpectAsync("more\n");
        using var greeted = await WireClient.ConnectAsync(server.RelayPort);
        await greeted.ExpectAsync("two\n");
        var lines = string.Concat(Enumerable.Range(0, 50).Select(i => $"line {i}\n")); // by the old limits 50 of them would take minutes
        await talker.SendAsync(lines);
        await reader.ExpectAsync(lines);
        Assert.DoesNotContain(server.Output, line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal));
    }

    private static void Write(string folder, string json) => File.WriteAllText(Path.Combine(folder, "appsettings.json"), json);
}
