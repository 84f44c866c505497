using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Startup;

public sealed class SettingsFileTests(PublishedBuild build)
{
    [Fact]
    public async Task SettingsFile_StandsInTheFolder_IsUsed()
    {
        await using var server = await build.LaunchServerAsync(prepare: folder => File.WriteAllText(
            Path.Combine(folder, "appsettings.json"),
            """{ "ChatHub": { "Listeners": { "relay": { "Greeting": "欢迎 {name}\n" } } } }"""));
        await server.WaitUntilReadyAsync();

        using var client = await WireClient.ConnectAsync(server.RelayPort);

        await client.ExpectAsync("欢迎 guest-1\n");
    }
}
