using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

public sealed class SetUpTests
{
    private static readonly (string, string)[] s_mia = [("name", "mia"), ("password", WebServer.Password), ("again", WebServer.Password)];

    [Theory]
    [InlineData("/", HttpStatusCode.Found)]
    [InlineData("/messages", HttpStatusCode.Found)]
    [InlineData("/account", HttpStatusCode.Found)]
    [InlineData("/sign-in", HttpStatusCode.Found)]
    [InlineData("/nothing", HttpStatusCode.Found)]
    [InlineData("/api/v1/messages/export?format=csv", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/set-up", HttpStatusCode.OK)]
    public async Task BeforeSetUp_NothingElseIsReachable(string path, HttpStatusCode expected)
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        using var visitor = server.Visit();
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Found ? "/set-up" : null, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Link_IsUsed_MakesTheFirstAdministratorAndIsGoodOnce()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var (link, token) = Make(server);
        using var visitor = server.Visit();

        using var done = await visitor.PostAsync(link, "/set-up", [("token", token), .. s_mia]);
        Assert.Equal("/", done.Headers.Location?.ToString());
        Assert.Equal(OperatorRole.Administrator, (await server.Accounts.FindAsync("mia"))?.Role);
        using var dashboard = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);

        using var second = server.Visit();
        using var again = await second.PostAsync("/sign-in", "/set-up", ("token", token), ("name", "eve"), ("password", WebServer.Password), ("again", WebServer.Password));
        Assert.Equal("/", again.Headers.Location?.ToString());
        Assert.Null(await server.Accounts.FindAsync("eve"));
    }

    [Theory]
    [InlineData("mia", "too short", "mia", "PasswordShort")]
    [InlineData("my password by mistake", WebServer.Password, "(no name)", "NameWrong")]
    public async Task Form_WithAGoodLinkFails_IsInTheAudit(string name, string password, string target, string problem)
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var (link, token) = Make(server);
        using var visitor = server.Visit();

        using var answer = await visitor.PostAsync(link, "/set-up", ("token", token), ("name", name), ("password", password), ("again", password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var entry = Assert.Single(await server.AuditedAsync());
        Assert.Equal((AuditActs.SetUp, "127.0.0.1", target, AuditOutcome.Refused, problem), (entry.Act, entry.From, entry.Target, entry.Outcome, entry.Detail));
    }

    [Fact]
    public async Task Link_TwoAtOnce_MakesOneAdministrator()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var (link, token) = Make(server);
        using var one = server.Visit();
        using var other = server.Visit();

        var answers = await Task.WhenAll(
            one.PostAsync(link, "/set-up", [("token", token), .. s_mia]),
            other.PostAsync(link, "/set-up", ("token", token), ("name", "eve"), ("password", WebServer.Password), ("again", WebServer.Password)));

        Assert.Single(await server.Accounts.ListAsync());
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Link_HalfAnHourOld_IsNotGood()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var (link, token) = Make(server);
        server.Time.Advance(SetUpLink.Good);
        using var visitor = server.Visit();

        using var shown = await visitor.GetAsync(link);
        Assert.DoesNotContain("name=\"password\"", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var post = await visitor.PostAsync("/sign-in", "/set-up", [("token", token), .. s_mia]);
        Assert.Equal(HttpStatusCode.BadRequest, post.StatusCode); // there is no form to post
        Assert.False(await server.Accounts.AnyAsync());
    }

    [Theory]
    [InlineData("127.0.0.1", "chat.example:8080", true)]
    [InlineData("::1", "chat.example:8080", true)]
    [InlineData("192.0.2.9", "localhost:8080", true)]
    [InlineData("192.0.2.9", "chat.example:8080", false)]
    [InlineData("192.0.2.9", "localhost:9090", false)]
    public void Link_FromElsewhere_IsGoodAtThePrintedAddressOnly(string remote, string host, bool good)
    {
        var link = new SetUpLink(TimeProvider.System);
        var token = link.Make("http://0.0.0.0:8080").Split("token=")[1];
        Assert.Equal(good, link.IsGood(token, IPAddress.Parse(remote), host, null));
        Assert.False(link.IsGood(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), IPAddress.Loopback, host, null));
    }

    [Theory]
    [InlineData("192.0.2.1:8080", true)]
    [InlineData("192.0.2.1:9090", false)]
    [InlineData("198.51.100.1:8080", false)]
    public void Link_AddressIsPrinted_IsGoodWhereTheRequestCameInThereWhateverItSays(string local, bool good)
    {
        var link = new SetUpLink(TimeProvider.System);
        var token = link.Make("http://192.0.2.1:8080").Split("token=")[1];
        Assert.Equal(good, link.IsGood(token, IPAddress.Parse("192.0.2.9"), "192.0.2.1:8080", IPEndPoint.Parse(local)));
    }

    private static (string Link, string Token) Make(WebServer server)
    {
        var link = server.App.Services.GetRequiredService<SetUpLink>().Make(server.App.Urls.First());
        return (link, link.Split("token=")[1]);
    }
}
