using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_RightPassword_LetsInAndGoesWhereItWasWanted()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        using (var sent = await visitor.GetAsync("/messages?q=hi"))
        {
            Assert.Equal("/sign-in?return=%2Fmessages%3Fq%3Dhi", sent.Headers.Location?.ToString());
        }

        using var answer = await visitor.SignInAsync("VIEWER", WebServer.Password, "/messages?q=hi");
        Assert.Equal("/messages?q=hi", answer.Headers.Location?.ToString());
        using var page = await visitor.GetAsync("/messages?q=hi");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var entry = Assert.Single(await server.AuditedAsync());
        Assert.Equal(("viewer", AuditActs.SignIn, "127.0.0.1", AuditOutcome.Done), (entry.Who, entry.Act, entry.From, entry.Outcome));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public async Task SignIn_PlaceIsNotOurs_GoesToTheDashboard(string place)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.SignInAsync("viewer", WebServer.Password, place);
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_PlaceHasLettersBeyondAscii_GoesThere()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.SignInAsync("viewer", WebServer.Password, "/messages?q=你😀&room=lobby");
        Assert.Equal((HttpStatusCode.Found, "/messages?q=%E4%BD%A0%F0%9F%98%80&room=lobby"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("viewer", "not the password")]
    [InlineData("nobody", WebServer.Password)]
    [InlineData("", "")]
    public async Task SignIn_Wrong_SaysTheSameWhicheverIsWrong(string name, string password)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();

        using var answer = await visitor.SignInAsync(name, password);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("The name or the password is not right.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Null(visitor.Cookies["chathub.session"]);
        Assert.Equal(AuditOutcome.Refused, Assert.Single(await server.AuditedAsync()).Outcome);
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.PostBareAsync("/sign-in", ("name", "viewer"), ("password", WebServer.Password));
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Null(visitor.Cookies["chathub.session"]);
    }

    [Theory]
    [InlineData("/sign-in", "/messages", "/sign-in?return=%2Fmessages")]
    [InlineData("/sign-out", "/", "/sign-in")]
    [InlineData("/sign-in/passkey/ask", "/messages", "/sign-in?return=%2Fmessages")]
    [InlineData("/sign-in/passkey", "/messages", "/sign-in?return=%2Fmessages")]
    public async Task Form_ShownBeforeASignInInAnotherTab_ShowsThePageAnew(string path, string place, string expected)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        var token = await visitor.TokenAsync("/sign-in");
        (await visitor.SignInAsync("viewer", WebServer.Password)).Dispose();

        using var answer = await visitor.PostBareAsync(path, ("__RequestVerificationToken", token), ("name", "operator1"), ("password", WebServer.Password), ("place", place));

        Assert.Equal((HttpStatusCode.Found, expected), (answer.StatusCode, answer.Headers.Location?.ToString()));
        using var page = await visitor.GetAsync(expected);
        Assert.Equal(place, page.Headers.Location?.ToString()); // as who is in
        Assert.Equal(AuditActs.SignIn, Assert.Single(await server.AuditedAsync()).Act);
    }

    [Fact]
    public async Task SignIn_WhileTheAccountIsBeingChanged_LeavesTheChange()
    {
        await using var server = await WebServer.StartAsync();
        var changed = await server.Accounts.UseAsync(async users =>
        {
            var account = (await users.FindByNameAsync("viewer"))!;
            (await server.SignInAsync(OperatorRole.Viewer)).Dispose();
            Assert.Equal(server.Time.GetUtcNow(), (await server.Accounts.FindAsync("viewer"))!.LastSignInAt);
            account.Role = OperatorRole.Operator;
            return await users.UpdateAsync(account);
        });

        Assert.True(changed.Succeeded);
    }
}
