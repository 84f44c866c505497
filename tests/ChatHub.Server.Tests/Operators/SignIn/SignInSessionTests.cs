using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>How long a sign-in holds, and what ends it.</summary>
public sealed class SignInSessionTests
{
    [Fact]
    public async Task SignIn_WithinASession_BeginsAnotherAndEndsTheOneBefore()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var before = visitor.Cookies["chathub.session"]!.Value;

        using var answer = await visitor.PostAsync("/account", "/sign-in", ("name", "administrator"), ("password", WebServer.Password));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/operators"));
        using var old = server.Visit();
        old.Client.DefaultRequestHeaders.Add("Cookie", $"chathub.session={before}");
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(old, "/"));
        Assert.Equal("administrator", Assert.Single(await server.App.Services.GetRequiredService<OperatorSessions>().ListAsync()).Account);
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

    private static async Task<HttpStatusCode> StatusAsync(WebServer.Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
