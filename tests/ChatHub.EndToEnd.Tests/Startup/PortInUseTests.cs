using System.Net;
using System.Net.Sockets;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Startup;

public sealed class PortInUseTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Fact]
    public async Task Listener_ItsPortIsTaken_IsAVisibleFaultAndStartsOnceItIsFree()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var server = await StartServerAsync(new Dictionary<string, string> { ["ChatHub__Listeners__relay__Endpoint"] = $"127.0.0.1:{port}" });

        Assert.StartsWith($"faulted: 127.0.0.1:{port}: the port is in use by another program", server.Place("relay"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthTests.StatusAsync(server, "/healthz/ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/healthz/live"));
        await Visitors.ChatAsync("Tom");
        var screen = await OpenScreenAsync();
        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Faulted");
        await Assertions.Expect(screen.Fault("relay")).ToContainTextAsync("the port is in use by another program");

        await screen.Start("relay").ClickAsync();
        await Assertions.Expect(screen.LogRow("cannot listen").Nth(1)).ToBeVisibleAsync();
        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Faulted");

        other.Stop();
        await screen.Start("relay").ClickAsync();

        await Assertions.Expect(screen.Listener("relay")).ToHaveAttributeAsync("data-state", "Listening");
        await Assertions.Expect(screen.Fault("relay")).ToHaveCountAsync(0);
        var client = await Visitors.ConnectAsync(port);
        await client.ExpectAsync(Wire.Visitors.RelayGreeting);
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/healthz/ready"));
    }
}
