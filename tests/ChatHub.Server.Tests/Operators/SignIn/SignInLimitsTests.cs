using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>How many attempts there may be.</summary>
public sealed class SignInLimitsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.Contains("Too many attempts. Try again in 10 minutes.", await right.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }
}
