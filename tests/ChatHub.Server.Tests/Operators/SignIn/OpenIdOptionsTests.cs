using System.Security.Claims;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.SignIn.OpenId;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

public sealed class OpenIdOptionsTests
{
    [Theory]
    [InlineData("https://login.example.org", "chathub", "staff", null)]
    [InlineData("http://127.0.0.1:8081", "chathub", "staff", null)]
    [InlineData("", "", "", null)]
    [InlineData("http://login.example.org", "chathub", "staff", "Authority is 'http://login.example.org': expected an address that begins with https://")]
    [InlineData("login.example.org", "chathub", "staff", "Authority is 'login.example.org'")]
    [InlineData("https://login.example.org", "", "staff", "ClientId is ''")]
    [InlineData("https://login.example.org", "chathub", " , ", "Viewers, Operators and Administrators are ''")]
    [InlineData("", "chathub", "", "Authority is ''")]
    public void Problems_OfSettings_SayWhatIsExpectedWithoutTheSecret(string authority, string client, string viewers, string? problem)
    {
        var problems = new OpenIdOptions { Authority = authority, ClientId = client, ClientSecret = client.Length > 0 ? "hush" : "", Viewers = viewers }.Problems().ToList();
        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith("ChatHub:Operators:OpenId:" + problem, Assert.Single(problems), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(problems, one => one.Contains("hush", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a", OperatorRole.Administrator)]
    [InlineData("v,o", OperatorRole.Operator)]
    [InlineData("x,v2", OperatorRole.Viewer)]
    [InlineData("A,v,", OperatorRole.Viewer)]
    [InlineData("v2v", OperatorRole.None)]
    [InlineData("", OperatorRole.None)]
    public void RoleOf_Values_IsTheHighest(string values, OperatorRole role) =>
        Assert.Equal(role, new OpenIdOptions { Viewers = "v, v2", Operators = "o", Administrators = "a" }.RoleOf(values.Split(',')));

    [Theory]
    [InlineData("rita", "r@example.org", "rita")]
    [InlineData(null, "r.ose@example.org", "r.ose-example.org")]
    [InlineData(null, null, "1001")]
    [InlineData("<b>\u202erita</b>", null, "b--rita--b-")]
    [InlineData("mia\u3164", null, "mia-")]
    [InlineData("@@", null, "somebody")]
    [InlineData("an.unusually.long.name.of.somebody.else", null, "an.unusually.long.name.of.somebo")]
    public void NameOf_WhatTheProviderSays_IsAName(string? preferred, string? email, string name)
    {
        var claims = new[] { ("preferred_username", preferred), ("email", email), ("sub", "1001") }.Where(one => one.Item2 is not null).Select(one => new Claim(one.Item1, one.Item2!));
        var made = OpenIdDoor.NameOf(new ClaimsPrincipal(new ClaimsIdentity(claims)), "preferred_username");
        Assert.Equal(name, made);
        Assert.True(Server.Operators.Accounts.OperatorNames.IsGood(made));
    }
}
