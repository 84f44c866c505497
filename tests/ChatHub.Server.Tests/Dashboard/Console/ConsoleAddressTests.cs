using Bunit;
using ChatHub.Server.Dashboard.Console;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Console;

/// <summary>What the console shows stands in its address.</summary>
public sealed class ConsoleAddressTests : DashboardTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("")]
    [InlineData("?sockets=idle%3E5m&sort=-idle")]
    [InlineData("?text=error%2017&events=off&room=lab&sender=%E5%B0%8F%E6%98%8E")]
    public void Parse_OfWhatWasWritten_IsTheSame(string query) => Assert.Equal(query, ConsoleAddress.Parse("http://localhost/" + query).ToString());

    [Theory]
    [InlineData("?sort=nothing&events=maybe&text=%20&connection=x&q=words", "")]
    [InlineData("?sort=roundtrip&sockets=tom", "?sockets=tom")]
    public void Parse_WhatItDoesNotUnderstand_IsLeftOut(string query, string expected) => Assert.Equal(expected, ConsoleAddress.Parse("http://localhost/" + query).ToString());

    [Fact]
    public void Page_OpenedByALink_ShowsWhatTheLinkSays()
    {
        Source.Connections = [Sample.Row(1), Sample.Row(2)];
        Source.Say("hello");
        Source.Say("good night");
        Navigation.NavigateTo("/?sockets=%231&sort=-id&text=NIGH&events=off");
        var page = Render<ConsolePage>();

        Assert.Contains("good night", Assert.Single(page.FindAll(Test("log-row"))).TextContent, StringComparison.Ordinal);
        Assert.Equal("NIGH", page.Find(Test("log-filter")).GetAttribute("value"));
        Assert.Equal("#1", page.Find(Test("connections-filter")).GetAttribute("value"));
        Assert.Equal("false", page.Find(Test("log-events")).GetAttribute("aria-pressed"));
        Assert.Equal("descending", page.Find($"[role=columnheader]:has({Test("sort-id")})").GetAttribute("aria-sort"));
        Assert.Equal("http://localhost/?sockets=%231&sort=-id&text=NIGH&events=off", Navigation.Uri);
    }

    [Fact]
    public async Task Page_SomethingIsChosen_IsInTheAddress()
    {
        var page = Render<ConsolePage>();
        await page.Find(Test("log-filter")).InputAsync(new() { Value = "error" });
        await page.Find(Test("connections-filter")).InputAsync(new() { Value = "lab" });
        await page.Find(Test("sort-name")).ClickAsync(new());
        await page.Find(Test("log-events")).ClickAsync(new());

        Assert.Equal("http://localhost/?sockets=lab&sort=name&text=error&events=off", Navigation.Uri);

        await page.Find(Test("log-filter")).InputAsync(new() { Value = "" });
        await page.Find(Test("connections-filter")).InputAsync(new() { Value = "" });
        await page.Find(Test("sort-id")).ClickAsync(new());
        await page.Find(Test("log-events")).ClickAsync(new());
        Assert.Equal("http://localhost/", Navigation.Uri);
    }

    [Fact]
    public void Page_AnotherLinkOfIt_ShowsThat()
    {
        Source.Say("hello");
        Source.Say("good night");
        Navigation.NavigateTo("/?text=night");
        var page = Render<ConsolePage>();
        Navigation.NavigateTo("/?text=hello");

        page.WaitForAssertion(() => Assert.Contains("hello", Assert.Single(page.FindAll(Test("log-row"))).TextContent, StringComparison.Ordinal));
        Assert.Equal("hello", page.Find(Test("log-filter")).GetAttribute("value"));
    }

    [Fact]
    public void Page_ItsBareLink_ShowsWhatItShowed()
    {
        Source.Say("hello");
        Navigation.NavigateTo("/?text=hello");
        var page = Render<ConsolePage>();
        Navigation.NavigateTo("/");

        page.WaitForAssertion(() => Assert.Equal("http://localhost/?text=hello", Navigation.Uri));
    }

    [Theory]
    [InlineData("nothing lik", "messages?q=nothing%20lik*")]
    [InlineData("没有", "messages?q=%E6%B2%A1%E6%9C%89")]
    public async Task Filter_NothingMatches_LeadsToTheWholeLog(string typed, string expected)
    {
        var page = Render<ConsolePage>();
        await page.Find(Test("log-filter")).InputAsync(new() { Value = typed });

        Assert.Equal(expected, page.Find(Test("log-search-all")).GetAttribute("href"));
    }
}
