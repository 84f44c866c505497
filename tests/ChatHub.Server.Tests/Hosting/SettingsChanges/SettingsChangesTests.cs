using System.Net;
using System.Net.Sockets;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog.Writing;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Configuration;
using Xunit;
using static ChatHub.Server.Tests.Hosting.SettingsChanges.SettingsUnderTest;

namespace ChatHub.Server.Tests.Hosting.SettingsChanges;

/// <summary>A change of the settings file is in force as a whole, or refused as a whole.</summary>
public sealed class SettingsChangesTests
{
    [Fact]
    public async Task Change_OfManyKinds_IsInForceAndToldInOneLine()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        await server.ChangeAsync(With(
            """ "Limits": { "FloodBurst": 7, "Exempt": "10.0.0.0/8" }, "Hub": { "HistoryLength": 500, "WelcomeHistory": 3 }, """,
            """ "relay": { "Endpoint": "127.0.0.1:0", "Greeting": "hello" }, "more": { "Endpoint": "127.0.0.1:0", "Greeting": "more" } """));

        Assert.Equal("hello", await server.GreetingOfAsync("relay"));
        Assert.Equal("more", await server.GreetingOfAsync("more"));
        Assert.Equal((7, "10.0.0.0/8"), (server.Limits.Now.FloodBurst, server.Limits.Exempt.Text));
        Assert.Equal((500, 3), (server.Hub.History.Capacity, server.Hub.Options.WelcomeHistory));
        const string Keys = "ChatHub:Listeners:more (new), ChatHub:Listeners:relay:Greeting, ChatHub:Limits:Exempt, ChatHub:Limits:FloodBurst, ChatHub:Hub:HistoryLength, ChatHub:Hub:WelcomeHistory";
        Assert.Equal([$"The settings file has changed. In force now: {Keys}; at the next start: nothing"], server.Log.Lines);
        Assert.Equal([$"SettingsApplied: {Keys}"], server.Told);
    }

    [Theory]
    [InlineData(""" { "ChatHub": { "Limits": { "FloodBurst": 7, "FloodBanAfter": -1 } } } """, "ChatHub:Limits:FloodBanAfter is '-1': expected a whole number from 0 to 1000000")]
    [InlineData(""" { "ChatHub": { "Limits": { "FloodBurst": 7 """, "appsettings.json' cannot be read: Expected depth to be zero")]
    [InlineData("", "appsettings.json' cannot be read: The input does not contain any JSON tokens")]
    [InlineData("[]", "appsettings.json' cannot be read: Top-level JSON element must be an object")]
    [InlineData(""" { "ChatHub": { "Limits": { "FloodBurst": 7 } }, "Logging": { "LogLevel": { "Default": "Loud" } } } """, "Logging:LogLevel:Default is 'Loud': expected one of Trace, Debug")]
    public async Task Change_ThatIsWrong_IsRefusedWholeAndSaidOnce(string wrong, string why)
    {
        await using var server = await new SettingsUnderTest(With(""" "Limits": { "FloodBurst": 5 }, """)).StartAsync();
        using var client = await server.ConnectAsync("relay");
        Assert.Equal("hi", await ReceivedAsync(client));

        await server.ChangeAsync(wrong);
        await server.LookAsync();

        Assert.Contains(why, Assert.Single(server.Log.Lines), StringComparison.Ordinal);
        Assert.Contains(why, Assert.Single(server.Told), StringComparison.Ordinal);
        Assert.StartsWith("SettingsRefused: ", server.Told.Single(), StringComparison.Ordinal);
        Assert.Equal(5, server.Limits.Now.FloodBurst);
        Assert.Equal("5", server.Configuration["ChatHub:Limits:FloodBurst"]); // whoever looks later sees what is in force
        Assert.Equal("hi", await server.GreetingOfAsync("relay"));
        await client.SendAsync("still here\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("still here\n", await ReceivedAsync(client));
    }

    [Fact]
    public async Task Change_OfWhatTheLogKeeps_HoldsAtOnce()
    {
        await using var host = new LogUnderTest();
        await host.OpenWithAnOldEntryAsync();
        await using var server = await new SettingsUnderTest(With(), host.Log).StartAsync();

        await server.ChangeAsync(With(""" "MessageLog": { "RetainFor": "1.00:00:00" }, """));

        Assert.Equal(["The settings file has changed. In force now: ChatHub:MessageLog:RetainFor; at the next start: nothing"], server.Log.Lines);
        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(20)); // between two steps
                return host.Ids() is [2];
            },
            "the old one is gone");
    }

    [Fact]
    public async Task AllowedHosts_AnyWhileNobodySignsInUntilTheNextStart_AreRefused()
    {
        await using var server = await new SettingsUnderTest(With(""" "Operators": { "SignIn": "Off" }, """)).StartAsync();
        await server.ChangeAsync(With(""" "Operators": { "SignIn": "Required" }, """).Replace("{ \"ChatHub\"", "{ \"AllowedHosts\": \"*\", \"ChatHub\"", StringComparison.Ordinal));

        Assert.Contains("AllowedHosts is '*': expected names", Assert.Single(server.Log.Lines), StringComparison.Ordinal);
        Assert.Null(server.Configuration["AllowedHosts"]);
    }

    [Fact]
    public async Task Change_OfAWebhook_IsSaidToWaitForTheNextStart()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        await server.ChangeAsync(With(""" "Webhooks": { "pager": { "Url": "https://example.org/swordfish", "Secret": "swordfish swordfish" } }, """));

        Assert.Equal(["The settings file has changed. In force now: nothing; at the next start: ChatHub:Webhooks:pager:Url, ChatHub:Webhooks:pager:Secret"], server.Log.Lines);
    }

    [Fact]
    public async Task Change_BackToWhatIsInForce_SaysThatNothingChanged()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        await server.ChangeAsync("{");
        await server.ChangeAsync(With());

        Assert.Equal("The settings file has changed. In force now: nothing; at the next start: nothing", server.Log.Lines[^1]);
        Assert.Single(server.Told); // the refusal
    }

    [Fact]
    public async Task Change_WithAListenerThatCannotListen_IsRefusedWhole()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var server = await new SettingsUnderTest(With()).StartAsync();

        await server.ChangeAsync(With(""" "Limits": { "FloodBurst": 7 }, """, $$""" {{Relay}}, "more": { "Endpoint": "{{taken.LocalEndpoint}}" } """));

        Assert.Contains($"ChatHub:Listeners:more:Endpoint is '{taken.LocalEndpoint}': the port is in use", Assert.Single(server.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(20, server.Limits.Now.FloodBurst);
        Assert.Equal(["relay"], server.Listeners.List().Select(one => one.Name));
    }

    [Fact]
    public async Task Change_WithTheNameOfAnOperatorsListener_IsRefusedAndThatOneRuns()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        server.Kept.Put(new("mine", new ListenerOptions { Endpoint = "127.0.0.1:0" }));

        await server.ChangeAsync(With(listeners: $$""" {{Relay}}, "mine": { "Endpoint": "127.0.0.1:0" } """));

        Assert.Contains("ChatHub:Listeners:mine is new: expected a name that no listener has; an operator added one of that name", Assert.Single(server.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfWhatIsReadAtTheStartOnly_WaitsAndIsSaid()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        await server.ChangeAsync(With(""" "DrainTimeout": "00:01:00", "Operators": { "SignIn": "Off", "OpenId": { "Name": "x" } }, "Hub": { "DefaultRoom": "attic", "NoticesUpTo": 5 }, """)
            .Replace("{ \"ChatHub\"", "{ \"Urls\": \"http://127.0.0.1:1\", \"ChatHub\"", StringComparison.Ordinal));

        Assert.Equal(("lobby", 5), (server.Hub.Options.DefaultRoom, server.Hub.Options.NoticesUpTo));
        Assert.Equal(
            ["The settings file has changed. In force now: ChatHub:Hub:NoticesUpTo; at the next start: ChatHub:DrainTimeout, ChatHub:Operators:SignIn, ChatHub:Operators:OpenId:Name, ChatHub:Hub:DefaultRoom, Urls"], server.Log.Lines);
    }

    [Fact]
    public async Task Change_OfWhatTheCommandLineSays_ChangesNothing()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        await server.ChangeAsync(With(""" "Limits": { "CloseTimeout": "00:00:09" }, """));

        Assert.Equal(TimeSpan.Zero, server.Limits.Now.CloseTimeout);
        Assert.Contains("In force now: nothing", Assert.Single(server.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfTheFramework_IsSeenByThoseWhoReadItAgain()
    {
        await using var server = await new SettingsUnderTest(With()).StartAsync();
        var told = 0;
        using var watch = Microsoft.Extensions.Primitives.ChangeToken.OnChange(((IConfiguration)server.Configuration).GetReloadToken, () => told++);
        await server.ChangeAsync("{");
        Assert.Equal(0, told);

        await server.ChangeAsync(With().Replace("{ \"ChatHub\"", "{ \"Logging\": { \"LogLevel\": { \"Default\": \"Debug\" } }, \"ChatHub\"", StringComparison.Ordinal));

        Assert.Equal((1, "Debug"), (told, server.Configuration["Logging:LogLevel:Default"]));
        Assert.Contains("In force now: Logging:LogLevel:Default;", server.Log.Lines[^1], StringComparison.Ordinal);
    }
}
