using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(visitor.Cookies["chathub.session"]);
    }

    [Fact]
    public async Task SignIn_FiveFailures_LocksTheAccountForTenMinutesAndNotOthers()
    {
        await using var server = await WebServer.StartAsync();
        var door = server.App.Services.GetRequiredService<SignInDoor>();
        for (var i = 0; i < SignInFailures.Most; i++)
        {
            Assert.Equal(SignInAnswer.Wrong, (await door.CheckPasswordAsync("operator1", "wrong", IPAddress.Parse($"192.0.2.{i}"))).Answer);
        }

        var elsewhere = IPAddress.Parse("198.51.100.1");
        Assert.Equal(SignInAnswer.Wait, (await door.CheckPasswordAsync("OPERATOR1", WebServer.Password, elsewhere)).Answer);
        Assert.Equal(SignInAnswer.Done, (await door.CheckPasswordAsync("viewer", WebServer.Password, elsewhere)).Answer);

        server.Time.Advance(SignInFailures.LockedFor - TimeSpan.FromSeconds(1));
        Assert.Equal(SignInAnswer.Wait, (await door.CheckPasswordAsync("operator1", WebServer.Password, elsewhere)).Answer);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SignInAnswer.Done, (await door.CheckPasswordAsync("operator1", WebServer.Password, elsewhere)).Answer);
    }

    [Fact]
    public async Task SignIn_FiveFailuresOfAnAddress_LocksTheAddressForAllAccounts()
    {
        await using var server = await WebServer.StartAsync();
        var door = server.App.Services.GetRequiredService<SignInDoor>();
        for (var i = 0; i < SignInFailures.Most; i++)
        {
            await door.CheckPasswordAsync($"name{i}", "wrong", IPAddress.Parse($"2001:db8::{i}"));
        }

        Assert.Equal(SignInAnswer.Wait, (await door.CheckPasswordAsync("viewer", WebServer.Password, IPAddress.Parse("2001:db8::99"))).Answer);
        Assert.Equal(SignInAnswer.Done, (await door.CheckPasswordAsync("viewer", WebServer.Password, IPAddress.Parse("2001:db8:0:1::99"))).Answer);
    }

    [Fact]
    public async Task SignIn_TenInAMinuteFromAnAddress_IsTheMost()
    {
        await using var server = await WebServer.StartAsync();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var visitor = server.Visit();
            using var answer = await visitor.SignInAsync("viewer", WebServer.Password);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Found, 10), answers.Take(10));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[10]);
    }

    [Fact]
    public async Task Cookie_OfASession_IsHiddenFromScriptsAndSentToThisSiteOnly()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.SignInAsync("viewer", WebServer.Password);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("chathub.session=", StringComparison.Ordinal));
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_EightHoursUnused_EndsAndUseMakesItLast()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);

        server.Time.Advance(OperatorSessions.Lasting - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/"));
        server.Time.Advance(OperatorSessions.Lasting - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/"));
        server.Time.Advance(OperatorSessions.Lasting);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(visitor, "/"));
    }

    [Fact]
    public async Task Session_UsedAllTheTime_EndsAWeekAfterTheSignIn()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        for (var used = TimeSpan.FromHours(7); used < OperatorSessions.AtMost; used += TimeSpan.FromHours(7))
        {
            server.Time.Advance(TimeSpan.FromHours(7));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/account"));
        }

        server.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(visitor, "/account"));
        Assert.Empty(await server.App.Services.GetRequiredService<OperatorSessions>().ListAsync());
    }

    [Fact]
    public async Task SecondFactor_NotAskedFor_HasNoSecret()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        Assert.DoesNotContain("second-factor-secret", await visitor.Client.GetStringAsync(new Uri("/account", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(await SecretAsync());

        Assert.Contains("second-factor-secret", await visitor.Client.GetStringAsync(new Uri("/account?factor", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotNull(await SecretAsync());

        Task<string?> SecretAsync() => server.Accounts.UseAsync(async users => await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync("viewer"))!));
    }

    [Fact]
    public async Task Session_AccountIsLockedOrItsPasswordSet_EndsAtOnce()
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        using var worker = await server.SignInAsync(OperatorRole.Operator);

        Assert.Equal(AccountProblem.None, await server.Accounts.LockAsync("viewer", true));
        Assert.Equal(AccountProblem.None, await server.Accounts.ResetAsync("operator1", "another good password"));

        Assert.Equal(HttpStatusCode.Found, await StatusAsync(viewer, "/"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(worker, "/"));
        using var locked = await viewer.SignInAsync("viewer", WebServer.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionNotOnlyTheCookie()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var stolen = visitor.Cookies["chathub.session"]!.Value;
        using var answer = await visitor.PostAsync("/account", "/sign-out");
        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());

        using var thief = server.Visit();
        thief.Client.DefaultRequestHeaders.Add("Cookie", $"chathub.session={stolen}");
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(thief, "/"));
    }

    [Fact]
    public async Task SecondFactor_IsOn_AsksForACodeThatIsGoodOnce()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var secret = await server.App.Services.GetRequiredService<SecondFactor>().SecretAsync("viewer");
        using (var on = await visitor.PostAsync("/account", "/account/second-factor", ("on", "true"), ("present", WebServer.Password), ("code", Totp.Now(secret))))
        {
            Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        }

        using var other = server.Visit();
        using var first = await other.SignInAsync("viewer", WebServer.Password);
        var pending = System.Text.RegularExpressions.Regex.Match(await first.Content.ReadAsStringAsync(Stop), "name=\"pending\" value=\"([^\"]*)\"").Groups[1].Value;
        Assert.NotEmpty(pending);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(other, "/")); // not in yet

        using (var replayed = await other.PostAsync("/sign-in", "/sign-in", ("pending", pending), ("code", Totp.Now(secret))))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode); // that code switched it on
        }

        using var fresh = await other.PostAsync("/sign-in", "/sign-in", ("pending", pending), ("code", Totp.Now(secret, steps: 1)));
        Assert.Equal(HttpStatusCode.Found, fresh.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/"));
    }

    [Fact]
    public async Task Password_GuessedWithinASession_IsNotFreedByOtherForms()
    {
        await using var server = await WebServer.StartAsync();
        using var here = await server.SignInAsync(OperatorRole.Viewer);
        for (var guess = 0; guess < SignInFailures.Most; guess++)
        {
            using var wrong = await here.PostAsync("/account", "/account/password", ("present", "no"), ("password", "another good password"), ("again", "another good password"));
            using var other = await here.PostAsync("/account", "/account/sessions", ("id", "none such"));
        }

        using var right = await here.PostAsync("/account", "/account/password", ("present", WebServer.Password), ("password", "another good password"), ("again", "another good password"));
        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
    }

    [Fact]
    public async Task Password_IsChanged_OtherSessionsEndAndThisOneGoesOn()
    {
        await using var server = await WebServer.StartAsync();
        using var here = await server.SignInAsync(OperatorRole.Viewer);
        using var there = await server.SignInAsync(OperatorRole.Viewer);

        using var wrong = await here.PostAsync("/account", "/account/password", ("present", "no"), ("password", "another good password"), ("again", "another good password"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await here.PostAsync("/account", "/account/password", ("present", WebServer.Password), ("password", "another good password"), ("again", "another good password"));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here, "/"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(there, "/"));
    }

    private static async Task<HttpStatusCode> StatusAsync(WebServer.Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
