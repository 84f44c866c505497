using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard;

/// <summary>What who is not signed in may make the server read.</summary>
public sealed class FormLimitsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/set-up")]
    [InlineData("/account/password")]
    [InlineData("/sign-in/open-id/back")]
    [InlineData("/nowhere")]
    public async Task Form_OfAStrangerIsTooLarge_IsNotRead(string path)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await WebServer.StartAsync(provider.Settings());

        // The body is announced and never comes: an answer is one that did not wait for it.
        server.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate = null;
        var answer = await AskAsync(server, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 300000\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (302|400|401|404|413) ", answer);
    }

    [Fact]
    public async Task Form_OfAStrangerComesTooSlowly_IsEndedAndIsNoErrorOfTheServer()
    {
        await using var server = await WebServer.StartAsync();
        server.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate = new(240, TimeSpan.FromSeconds(1.5));

        var answer = await AskAsync(server, "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 300\r\n\r\nname=");

        Assert.Matches("^HTTP/1.1 (400|408) ", answer);
        Assert.DoesNotContain(server.Said.Lines, line => line.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/sign-out", DashboardRates.SignOuts)]
    [InlineData("/sign-in/open-id/back", DashboardRates.SignIns)]
    public async Task Form_OfAStrangerAgainAndAgain_IsTurnedAway(string path, int most)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await WebServer.StartAsync(provider.Settings());
        using var visitor = server.Visit();
        for (var i = 0; i < most; i++)
        {
            using var answer = await visitor.PostBareAsync(path, ("nothing", ""));
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }

        for (var i = 0; i < RefusalBound.Most + 5; i++)
        {
            using var more = await visitor.PostBareAsync(path, ("nothing", ""));
            Assert.Equal(HttpStatusCode.TooManyRequests, more.StatusCode);
        }

        var refused = (await server.AuditedAsync()).Where(entry => entry.Detail.StartsWith("too many requests", StringComparison.Ordinal)).ToList();
        Assert.Equal(RefusalBound.Most, refused.Count); // a storm is not one of the audit
        Assert.All(refused, entry => Assert.Equal(("nobody", "127.0.0.1", AuditActs.Visit, path, AuditOutcome.Refused), (entry.Who, entry.From, entry.Act, entry.Target, entry.Outcome)));
    }

    [Fact]
    public async Task SignOut_AfterManyAttemptsToSignIn_IsStillTaken()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(Server.Operators.OperatorRole.Viewer);
        using var guesser = server.Visit();
        for (var i = 0; i <= DashboardRates.SignIns; i++)
        {
            (await guesser.PostBareAsync("/sign-in", ("name", "x"))).Dispose();
        }

        using var answer = await visitor.PostAsync("/account", "/sign-out");
        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());
    }

    /// <summary>The first line of the answer.</summary>
    private static async Task<string> AskAsync(WebServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(client.GetStream());
        var line = reader.ReadLineAsync(Stop).AsTask();
        await line.Soon();
        return await line ?? "";
    }
}
