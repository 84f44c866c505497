using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>What the server prints is true.</summary>
public sealed class AddressTests(PublishedBuild build, SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task PrintedCommands_AreTyped_TheTwoTalkToEachOther()
    {
        var server = shared.Server;
        await using var relay = Type(server, "relay");
        await relay.ReadUntilAsync(Visitors.RelayGreeting);
        await using var chat = Type(server, "chat");
        await chat.ReadUntilAsync("one other is here.\n");

        await relay.SendAsync("小明：你好\n");
        await relay.Received.ExpectAsync("小明：你好\n");
        await chat.Received.ExpectAsync("小明: 你好\n");

        await chat.SendAsync("hello\n");
        await relay.Received.ExpectAsync("hello\n");
    }

    [Fact]
    public async Task PrintedDashboard_IsOpened_AnswersWithThePage()
    {
        using var browser = OperatorSignIn.Client(shared.Server.DashboardUrl);

        var html = await browser.GetStringAsync(new Uri(shared.Server.DashboardUrl), TestContext.Current.CancellationToken);

        Assert.Contains("<title>ChatHub</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Server_StartsInAnEmptyFolder_LeavesItEmpty()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(shared.Server.WorkingDirectory));
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(shared.Server.DataDirectory));
    }

    [Fact]
    public async Task Server_TheBaseImageNamesAPortToo_ListensWhereUrlsSays()
    {
        await using var server = await build.StartServerAsync(new Dictionary<string, string> { ["ASPNETCORE_HTTP_PORTS"] = "8080" });

        Assert.NotEqual(8080, new Uri(server.DashboardUrl).Port);
    }

    /// <summary>Types what stands behind the listener's address into a shell.</summary>
    private static ExternalClient Type(PublishedServer server, string listener)
    {
        var line = Assert.Single(server.Output, line => line.StartsWith($"  {listener} ", StringComparison.Ordinal));
        var command = Regex.Match(line, "nc localhost [0-9]+$").Value;
        return ExternalClient.Start("sh", "-c", "exec " + command);
    }
}
