using Bunit;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

/// <summary>What an operator hears of highlights, and what the browser was asked for it.</summary>
public sealed class HighlightWatchTests : DashboardTest
{
    [Fact]
    public async Task Rule_Sounds_SoundsForANewLineAndNoLongerWhenSwitchedOff()
    {
        Render<HighlightWatch>();
        await Viewer.KeepForGoodAsync(HighlightRules.Key, HighlightRules.None.With(new("alarm", 0, Sounds: true)).ToString());
        Source.Say("ALARM in \u001b[1m hall 2");
        Time.Advance(TimeSpan.FromSeconds(1));

        var told = Assert.Single(Browser.Invocations["alarm"]);
        Assert.Equal(["ChatHub: alarm", "Anna: ALARM in ␛[1m hall 2", true, false], told.Arguments);

        await Viewer.KeepForGoodAsync(HighlightRules.Key, HighlightRules.None.With(new("alarm", 0)).ToString());
        Source.Say("ALARM in hall 3");
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Single(Browser.Invocations["alarm"]);
    }

    [Theory]
    [InlineData("granted", true, null)]
    [InlineData("denied", false, "The browser does not allow notifications of this page; its settings of the site can.")]
    [InlineData("unsupported", false, "The browser notifies only pages that come over HTTPS or from this machine.")]
    public async Task Notification_SwitchedOn_IsOnWhereTheBrowserAllowsIt(string answer, bool expected, string? said)
    {
        Browser.Setup<string>("permit").SetResult(answer);
        var rules = HighlightRules.None.With(new("alarm", 0));
        var menu = Render<HighlightMenu>(parameters => parameters.Add(one => one.Rules, rules).Add(one => one.OnChange, change => rules = change(rules)));
        Assert.Empty(Browser.Invocations["permit"]);

        await menu.Find(Test("highlight-notify")).ClickAsync(new());

        Assert.Equal(expected, rules.Rules[0].Notifies);
        Assert.Equal(said, menu.FindAll(Test("highlight-refused")).SingleOrDefault()?.TextContent);
    }

    [Fact]
    public async Task Sound_SwitchedOnAndOff_IsHeardOnce()
    {
        Browser.Setup<bool>("sound").SetResult(true);
        var rules = HighlightRules.None.With(new("alarm", 3));
        var menu = Render<HighlightMenu>(parameters => parameters.Add(one => one.Rules, rules).Add(one => one.OnChange, change => rules = change(rules)));
        await menu.Find(Test("highlight-sound")).ClickAsync(new());
        Assert.Equal(new HighlightRule("alarm", 3, Sounds: true), rules.Rules[0]);
        Assert.Equal(rules.ToString(), HighlightRules.Parse(rules.ToString()).ToString());

        menu.Render(parameters => parameters.Add(one => one.Rules, rules));
        await menu.Find(Test("highlight-sound")).ClickAsync(new());
        Assert.Equal(new HighlightRule("alarm", 3), rules.Rules[0]);
        Assert.Single(Browser.Invocations["sound"]);
    }
}
