using System.Net;
using System.Security.Cryptography;
using ChatHub.Server.Api;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>Sign-in with an OpenID Connect provider, against one that the test runs.</summary>
public sealed class OpenIdTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ProviderGivesARole_LetsInAndGoesWhereItWasWanted()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var visitor = server.Visit();
        using (var page = await visitor.GetAsync("/sign-in?return=%2Fmessages"))
        {
            Assert.Contains("href=\"/sign-in/open-id?return=%2Fmessages\"", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using var answer = await SignInAsync(visitor, "/messages?q=hi");

        // A page of this site takes the next step: the strict cookie would not come with one that the provider's redirect takes.
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"0;url=/messages?q=hi\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("chathub.session=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/messages"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(visitor, "/operators"));
        Assert.Equal(
            [("rita", "create-operator", "rita (Operator)", OperatorProof.OpenId, AuditOutcome.Done), ("rita", AuditActs.SignIn, "", OperatorProof.OpenId, AuditOutcome.Done)],
            (await server.AuditedAsync()).Take(2).Select(entry => (entry.Who, entry.Act, entry.Target, entry.Proof, entry.Outcome)));
        Assert.Equal(OperatorRole.Operator, (await server.Accounts.FindAsync("rita"))!.Role);
        using var account = await visitor.GetAsync("/account");
        var text = await account.Content.ReadAsStringAsync(Stop);
        Assert.Contains("account-open-id", text, StringComparison.Ordinal);
        Assert.DoesNotContain("change-password", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ByTheApiWithTheCookieAlone_IsRefused()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var visitor = server.Visit();
        (await SignInAsync(visitor)).Dispose();
        var ban = new Uri("/api/v1/bans/192.0.2.7", UriKind.Relative);

        using var refused = await visitor.Client.DeleteAsync(ban, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        visitor.Client.DefaultRequestHeaders.Add(ApiAntiforgery.Header, await visitor.TokenAsync("/account"));
        using var taken = await visitor.Client.DeleteAsync(ban, Stop);
        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
    }

    [Fact]
    public async Task SignIn_RoleChangesAtTheProvider_ChangesHereAtTheNextSignInForAllSessions()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var first = server.Visit();
        using var second = server.Visit();
        (await SignInAsync(first)).Dispose();
        provider.Claims["roles"] = new[] { "chat-viewers", "chat-admins" };
        provider.Claims["preferred_username"] = "renamed";
        (await SignInAsync(second)).Dispose();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/operators"));
        Assert.Equal("rita", Assert.Single(await server.Accounts.ListAsync(), account => !account.HasPassword).UserName);

        provider.Claims["roles"] = "staff";
        using var third = server.Visit();
        using var refused = await SignInAsync(third);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(first, "/"));
        Assert.Equal(
            [("rita (Administrator)", "role Operator → Administrator", OperatorProof.OpenId), ("rita (None)", "role Administrator → None", OperatorProof.OpenId)],
            (await server.AuditedAsync()).Where(entry => entry.Act == "set-role").Select(entry => (entry.Target, entry.Detail, entry.Proof)));
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("iss", "https://login.example.org")]
    [InlineData("aud", "another")]
    [InlineData("exp", 1_000)]
    public async Task SignIn_TokenIsNotForThis_IsRefused(string claim, object value)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Claims[claim] = value;
        await AssertRefusedAsync(server, HttpStatusCode.BadRequest, "", "not good");
    }

    [Fact]
    public async Task SignIn_TokenIsSignedByAnother_IsRefused()
    {
        using var key = RSA.Create(2048);
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.OtherKey = key;
        await AssertRefusedAsync(server, HttpStatusCode.BadRequest, "", "not good");
    }

    [Fact]
    public async Task SignIn_PersonGivesUpAtTheProvider_IsRefused()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Error = "access_denied";
        await AssertRefusedAsync(server, HttpStatusCode.BadRequest, "", "not good");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Back_StateIsChangedOrOfAnotherBrowser_IsRefused(bool changed)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var visitor = server.Visit();
        using var other = server.Visit();
        var back = await BackAsync(visitor, "/");
        using var answer = changed
            ? await visitor.GetAsync(back.Replace("state=", "state=x", StringComparison.Ordinal))
            : await other.GetAsync(back);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null((changed ? visitor : other).Cookies["chathub.session"]);
        Assert.Equal(AuditOutcome.Refused, Assert.Single(await server.AuditedAsync()).Outcome);
    }

    [Fact]
    public async Task SignIn_NoRole_IsRefusedAndMakesNoAccount()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Claims.Remove("roles");
        await AssertRefusedAsync(server, HttpStatusCode.Forbidden, "rita", "the provider gives no role");
        Assert.Null(await server.Accounts.FindAsync("rita"));
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("ADMINISTRATOR")]
    public async Task SignIn_NameOfALocalAccount_IsRefusedAndTheAccountStaysAsItIs(string name)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Claims["preferred_username"] = name;
        await AssertRefusedAsync(server, HttpStatusCode.Forbidden, name, "the name belongs to another account");
        using var visitor = await server.SignInAsync(OperatorRole.Administrator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/operators"));
    }

    [Fact]
    public async Task SignIn_OtherPersonOfTheSameName_IsRefused()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using (var visitor = server.Visit())
        {
            (await SignInAsync(visitor)).Dispose();
        }

        provider.Claims["sub"] = "1002";
        using var other = server.Visit();
        using var answer = await SignInAsync(other);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(other.Cookies["chathub.session"]);
    }

    [Fact]
    public async Task Session_OfAProvider_IsListedAndCanBeEnded()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var visitor = server.Visit();
        (await SignInAsync(visitor)).Dispose();
        var sessions = server.App.Services.GetRequiredService<OperatorSessions>();

        Assert.True(await sessions.EndAsync(Assert.Single(await sessions.ListAsync("rita")).Id));

        Assert.Equal(HttpStatusCode.Found, await StatusAsync(visitor, "/"));
    }

    [Fact]
    public async Task Account_OfAProvider_IsLockedHereAndHasNoPasswordOrRoleToSet()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        using var visitor = server.Visit();
        (await SignInAsync(visitor)).Dispose();

        Assert.Equal(AccountProblem.OpenId, await server.Accounts.ResetAsync("rita", WebServer.Password));
        Assert.Equal(AccountProblem.OpenId, await server.Accounts.SetRoleAsync("rita", OperatorRole.Administrator));
        Assert.Equal(AccountProblem.None, await server.Accounts.LockAsync("rita", true));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(visitor, "/"));
        using var again = await SignInAsync(visitor);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task Administrators_OfAProvider_DoNotCountForTheLast()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Claims["roles"] = "chat-admins";
        using var visitor = server.Visit();
        (await SignInAsync(visitor)).Dispose();
        Assert.Equal(AccountProblem.LastAdministrator, await server.Accounts.RemoveAsync("administrator"));
        Assert.Equal(AccountProblem.None, await server.Accounts.RemoveAsync("rita"));
    }

    [Fact]
    public async Task SignIn_NoOperatorYet_LeadsToTheSetUp()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider, accounts: false);
        using var visitor = server.Visit();
        using var start = await visitor.GetAsync("/sign-in/open-id");
        using var back = await visitor.GetAsync("/sign-in/open-id/back?code=1&state=2");
        Assert.Equal(("/set-up", "/set-up"), (start.Headers.Location?.ToString(), back.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task SignIn_ProviderIsDown_SaysSo()
    {
        var provider = await OpenIdProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await provider.DisposeAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.GetAsync("/sign-in/open-id");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Example does not answer.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<WebServer> StartAsync(OpenIdProvider provider, bool accounts = true)
    {
        var server = await WebServer.StartAsync(provider.Settings(), accounts);
        provider.Now = server.Time.GetUtcNow;
        return server;
    }

    private static async Task AssertRefusedAsync(WebServer server, HttpStatusCode status, string name, string why)
    {
        using var visitor = server.Visit();
        using var answer = await SignInAsync(visitor);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("data-testid=\"form-error\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Null(visitor.Cookies["chathub.session"]);
        var entry = Assert.Single(await server.AuditedAsync());
        Assert.Equal((AuditActs.SignIn, name, AuditOutcome.Refused), (entry.Act, entry.Target, entry.Outcome));
        Assert.Contains(why, entry.Detail, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SignInAsync(WebServer.Visitor visitor, string place = "/") => await visitor.GetAsync(await BackAsync(visitor, place));

    private static async Task<string> BackAsync(WebServer.Visitor visitor, string place)
    {
        using var start = await visitor.GetAsync($"/sign-in/open-id?return={Uri.EscapeDataString(place)}");
        Assert.Equal(HttpStatusCode.Found, start.StatusCode);
        using var there = await visitor.GetAsync(start.Headers.Location!.ToString());
        return there.Headers.Location!.ToString();
    }

    private static async Task<HttpStatusCode> StatusAsync(WebServer.Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
