using Bunit;
using ChatHub.Server.Dashboard.Access;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Admission;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Access;

public sealed class AccessPageTests : DashboardTest
{
    private AccessList Access => Services.GetRequiredService<AccessList>();

    [Fact]
    public void Page_WithoutBans_SaysSo()
    {
        var page = Render<AccessPage>();
        Assert.Contains("Nobody is banned", page.Find(Test("no-bans")).TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(Test("no-refusals")));
    }

    [Fact]
    public void Form_Filled_BansAndTheTableShowsIt()
    {
        var page = Render<AccessPage>();
        page.Find(Test("ban-address")).Change("192.0.2.9");
        page.Find(Test("ban-length")).Change("15");
        page.Find(Test("ban-reason")).Change("<b>spam</b>");
        page.Find(Test("ban-form")).Submit();

        var row = page.Find(Test("ban"));
        Assert.Equal("192.0.2.9", row.GetAttribute("data-range"));
        Assert.Contains("(15m 00s left)", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>spam</b>", row.TextContent, StringComparison.Ordinal); // as text
        Assert.Equal("192.0.2.9 is banned.", page.Find(Test("ban-outcome")).TextContent);
    }

    [Fact]
    public void Page_OfAViewer_HasNothingThatTheyMayNot()
    {
        Services.GetRequiredService<OperatorCommands>().Ban("192.0.2.9", null, "spam", Mia);
        Me.SetAuthenticationState(Task.FromResult(new AuthenticationState(Sample.Of(OperatorRole.Viewer).ToPrincipal("test"))));
        var page = Render<AccessPage>();
        Assert.Single(page.FindAll(Test("ban")));
        Assert.Empty(page.FindAll("button, input, select"));
    }

    [Fact]
    public void Form_HitsThisMachine_AsksOnceMore()
    {
        var page = Render<AccessPage>();
        page.Find(Test("ban-address")).Change("127.0.0.0/8");
        page.Find(Test("ban-form")).Submit();
        Assert.Equal("Not banned: 127.0.0.0/8 has the addresses of this machine itself.", page.Find(Test("ban-outcome")).TextContent);
        Assert.Empty(Access.Bans());

        page.Find(Test("ban-spared")).Change(true);
        page.Find(Test("ban-form")).Submit();
        Assert.Equal("127.0.0.0/8", Assert.Single(Access.Bans()).Ban.Range.ToString());
    }

    [Fact]
    public async Task Form_HitsOpenConnections_AsksWithTheirCount()
    {
        Source.Connections = [Sample.Row(1, "Ann"), Sample.Row(2, "Tom"), Sample.Row(3, "Mia", "198.51.100.4:5"), Sample.Row(4, "Eve", "[::ffff:192.0.2.77]:5")];
        using var watching = Services.GetRequiredService<DashboardFeed>().Subscribe(() => { });
        _ = Dialogs;
        var page = Render<AccessPage>();
        page.Find(Test("ban-address")).Change("192.0.2.0/24");
        Assert.Equal("192.0.2.0/24: ends 3 connections: Ann, Tom, Eve", page.Find(Test("ban-whom")).TextContent);

        var asking = page.Find(Test("ban-form")).SubmitAsync();
        Assert.Equal("192.0.2.0/24: ends 3 connections: Ann, Tom, Eve", Dialogs.WaitForElement(".question").TextContent);
        await Dialogs.Find(Test("cancel")).ClickAsync(new());
        await asking;
        Assert.Empty(Access.Bans());

        asking = page.Find(Test("ban-form")).SubmitAsync();
        await Dialogs.WaitForElement(Test("confirm")).ClickAsync(new());
        await asking;
        Assert.Equal("192.0.2.0/24", Assert.Single(Access.Bans()).Ban.Range.ToString());
    }

    [Fact]
    public void Remove_ThenUndo_IsTheBanAgain()
    {
        var ban = Services.GetRequiredService<OperatorCommands>().Ban("192.0.2.9", null, "spam", Mia).Ban;
        var page = Render<AccessPage>();
        page.Find(Test("ban-remove")).Click();
        Assert.Empty(Access.Bans());

        page.Find(Test("ban-undo")).Click();

        Assert.Equal(ban, Assert.Single(Access.Bans()).Ban);
        Assert.Empty(page.FindAll(Test("ban-undone")));
    }

    [Fact]
    public void Page_ManyBansAndRefusals_HasFewNodesAndLeavesThroughAllOfThem()
    {
        var commands = Services.GetRequiredService<OperatorCommands>();
        for (uint one = 0; one < 300; one++)
        {
            commands.Ban($"198.51.{100 + (one / 250)}.{one % 250}", TimeSpan.FromMinutes(90), "spam", Mia);
            Access.Refuse(((UInt128)0xFFFF << 32) | (0xC6336400 + one), RefusalCause.Banned, "chat");
        }

        var page = Render<AccessPage>();
        Assert.Equal(AccessPage.MostShown, page.FindAll(Test("ban")).Count);
        Assert.InRange(Nodes(page), 1_000, 2_500);

        HashSet<string?> seen = [.. Ranges()];
        for (var piece = 1; piece < 5; piece++)
        {
            page.FindAll(".more")[0].QuerySelectorAll("button")[^1].Click();
            seen.UnionWith(Ranges());
        }

        Assert.Equal(300, seen.Count);
        Assert.True(page.FindAll(".more")[0].QuerySelectorAll("button")[^1].HasAttribute("disabled"));

        IEnumerable<string?> Ranges() => page.FindAll(Test("ban")).Select(row => row.GetAttribute("data-range"));
    }

    [Fact]
    public void Page_WhileItIsOpen_SeesWhoIsTurnedAway()
    {
        var page = Render<AccessPage>();
        Access.Refuse(((UInt128)0xFFFF << 32) | 0xC0000207, RefusalCause.TooManyConnects, "chat");

        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("192.0.2.7", page.Find(Test("refusal")).GetAttribute("data-client")));
        Assert.Contains("connects too often", page.Find(Test("refusal")).TextContent, StringComparison.Ordinal);
    }
}
