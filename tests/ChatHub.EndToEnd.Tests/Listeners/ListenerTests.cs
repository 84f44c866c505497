using System.Net.Sockets;
using System.Text;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Listeners;

public sealed class ListenerTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Listener_IsStoppedAndStarted_ItsSocketsCloseAndClientsCanComeAgain()
    {
        var server = await StartServerAsync();
        await server.RestartAsync(); // from now on with fixed ports, as they are outside of tests
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");
        var chat = await Visitors.ChatAsync("Tom");
        await Assertions.Expect(screen.Listener("relay")).ToContainTextAsync("1 connection");

        await screen.Stop("relay").ClickAsync();
        await screen.ConfirmAsync();

        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Stopped");
        Assert.Equal("[服务器]：this port is closed now", Encoding.UTF8.GetString(await relay.ReadToEndAsync()));
        await chat.ExpectAsync("* 小明 left\n");
        await Assertions.Expect(screen.LogRow("its listener was stopped")).ToContainTextAsync("小明");
        await Assertions.Expect(screen.Row("Tom")).ToBeVisibleAsync();
        var refused = await Assert.ThrowsAsync<SocketException>(() => Visitors.ConnectAsync(server.RelayPort));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);

        await screen.Start("relay").ClickAsync();

        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Listening");
        var again = await Visitors.RelayAsync("小红");
        await chat.ExpectAsync("* guest-3 joined\n小红: 来了\n");
        await chat.SendAsync("welcome back\n");
        await again.ExpectAsync("welcome back");
    }

    [Fact]
    public async Task Question_IsAnsweredWithCancel_NothingHappens()
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync();
        var relay = await Visitors.RelayAsync("小明");

        foreach (var button in new[] { screen.Stop("relay"), screen.Row("小明").GetByTestId("disconnect") })
        {
            await button.ClickAsync();
            await screen.Get("cancel").ClickAsync();
            await Assertions.Expect(screen.Get("confirm")).ToHaveCountAsync(0);
        }

        await relay.SendAsync("小明：还在");
        await relay.ExpectAsync("小明：还在");
        await Visitors.RelayAsync("小红");
        await screen.ExpectRowsAsync(1, 2);
    }
}
