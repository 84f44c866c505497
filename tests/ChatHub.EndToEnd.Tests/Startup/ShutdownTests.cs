using System.Runtime.InteropServices;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Startup;

public sealed class ShutdownTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task Server_IsAskedToStop_ExitsInOrderInTime(PosixSignal signal)
    {
        var server = await StartServerAsync();
        var time = Measured.Start();

        Assert.Equal(0, await server.StopAsync(signal, Allowed));

        time.Report($"{signal} to exit");
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task Server_WithClientsAndAnOpenPage_ExitsInOrderInTime(PosixSignal signal)
    {
        var server = await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");
        await Assertions.Expect(screen.Rows).ToHaveCountAsync(2);
        var time = Measured.Start();

        // The clients keep their side open, as programs do that wait for their user.
        Assert.Equal(0, await server.StopAsync(signal, Allowed));

        time.Report($"{signal} to exit, with clients and a page");
        await relay.ReadToEndAsync();
        await chat.ReadToEndAsync();
        screen.Behind.ForgetLostConnections();
    }
}
