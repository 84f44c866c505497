using System.Net;
using System.Net.Sockets;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>A wrong setting stops the start with one line: key, value, what is allowed.</summary>
public sealed class WrongSettingsTests(PublishedBuild build)
{
    [Theory]
    [InlineData("ChatHub:Limits:OutboxBytes", "many", "a whole number from 4096 to 1073741824")]
    [InlineData("ChatHub:Hub:WelcomeHistory", "201", "a whole number from 0 to 200")]
    [InlineData("ChatHub:Listeners:relay:Endpoint", "9999", "expected address:port, like 0.0.0.0:9999")]
    [InlineData("ChatHub:Listeners:relay:Endpoint", "127.0.0.1:70000", "a port from 0 to 65535")]
    [InlineData("ChatHub:Listeners:chat:Protocol", "Smtp", "expected one of Relay, Chat, Raw")]
    [InlineData("ChatHub:DataDirectory", "/dev/null/data", "expected a folder that can be written")]
    [InlineData("Urls", "banana", "expected addresses like http://localhost:8080")]
    [InlineData("Urls", "http://127.0.0.1:99999", "expected addresses like http://localhost:8080")]
    [InlineData("Urls", "https://127.0.0.1:0", "expected addresses like http://localhost:8080")]
    [InlineData("Urls", "http://192.0.2.1:8080", "this machine has no such address")]
    public async Task Setting_IsWrong_StopsTheStartWithOneLine(string key, string value, string allowed)
    {
        await using var server = await build.LaunchServerAsync(new Dictionary<string, string> { [key.Replace(":", "__", StringComparison.Ordinal)] = value });

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        var line = TheOneLine(server);
        Assert.StartsWith($"ChatHub cannot start: {key} is '{value}': ", line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_IsUnknown_StopsTheStartWithOneLineThatDoesNotHaveItsValue()
    {
        await using var server = await build.LaunchServerAsync(new Dictionary<string, string> { ["ChatHub__Operators__OpenId__ClientSecrt"] = "hidden words" });

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith("ChatHub cannot start: ChatHub:Operators:OpenId:ClientSecrt: no such setting; known here: Authority, ", TheOneLine(server), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", TheOneLine(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_TwoAreWrong_BothAreNamed()
    {
        await using var server = await build.LaunchServerAsync(new Dictionary<string, string>
        {
            ["ChatHub__Limits__Connections"] = "0",
            ["ChatHub__Hub__DefaultRoom"] = new string('x', 65),
        });

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, server.Output.Count);
        Assert.Contains(server.Output, line => line.Contains("ChatHub:Limits:Connections is '0'", StringComparison.Ordinal));
        Assert.Contains(server.Output, line => line.Contains("text of 1 to 64 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SettingsFile_IsNoJson_StopsTheStartWithOneLineThatNamesIt()
    {
        var file = "";
        await using var server = await build.LaunchServerAsync(prepare: folder =>
        {
            file = Path.Combine(folder, "appsettings.json");
            File.WriteAllText(file, """{ "ChatHub": { """);
        });

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(file, TheOneLine(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DashboardsPort_IsTaken_StopsTheStartWithOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var server = await build.LaunchServerAsync(new Dictionary<string, string> { ["Urls"] = url });

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        var line = TheOneLine(server);
        Assert.StartsWith($"ChatHub cannot start: Urls is '{url}': ", line, StringComparison.Ordinal);
        Assert.Contains("in use by another program", line, StringComparison.Ordinal);
    }

    /// <summary>The one line beside what listeners tell that had started before.</summary>
    private static string TheOneLine(PublishedServer server) => Assert.Single(server.Output, line => !line.Contains(" info: ", StringComparison.Ordinal));
}
