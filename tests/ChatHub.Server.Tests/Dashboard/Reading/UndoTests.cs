using Bunit;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

/// <summary>What is removed with one click comes back with one.</summary>
public sealed class UndoTests : DashboardTest
{
    [Fact]
    public async Task SavedFilter_Removed_ComesBackWhereItWas()
    {
        await Viewer.KeepForGoodAsync("messages.filters", """[{"Name":"errors","Filter":"q=error"},{"Name":"lab","Filter":"room=lab"}]""");
        var menu = Render<SavedMenu>();
        await menu.Find(Test("saved-remove")).ClickAsync(new());
        Assert.Equal("""[{"Name":"lab","Filter":"room=lab"}]""", Viewer.KeptForGood("messages.filters"));
        Assert.Contains("Removed: errors", menu.Find(".undo").TextContent, StringComparison.Ordinal);

        await menu.Find(Test("undo")).ClickAsync(new());
        Assert.Equal(["errors", "lab"], menu.FindAll(Test("saved-filter")).Select(one => one.TextContent));
        Assert.Empty(menu.FindAll(".undo"));
    }

    [Fact]
    public async Task Highlight_Removed_ComesBackWithItsAlarms()
    {
        var rules = HighlightRules.None.With(new HighlightRule("error", 1) { Sounds = true }).With(new HighlightRule("valve", 2));
        var menu = Render<HighlightMenu>(parameters => parameters.Add(one => one.Rules, rules).Add(one => one.OnChange, change => rules = change(rules)));
        await menu.Find(Test("highlight-remove")).ClickAsync(new());
        Assert.Equal(["valve"], rules.Rules.Select(rule => rule.What));

        await menu.Find(Test("undo")).ClickAsync(new());
        Assert.Equal([("error", true), ("valve", false)], rules.Rules.Select(rule => (rule.What, rule.Sounds)));
    }

    [Fact]
    public async Task SavedFilter_OthersCameMeanwhile_StayWithWhatIsSavedRemovedAndTakenBack()
    {
        await Viewer.KeepForGoodAsync("messages.filters", """[{"Name":"errors","Filter":"q=error"}]""");
        var menu = Render<SavedMenu>(parameters => parameters.Add(one => one.Filter, "kind=text"));
        await Viewer.KeepForGoodAsync("messages.filters", """[{"Name":"errors","Filter":"q=error"},{"Name":"lab","Filter":"room=lab"}]""");
        await menu.Find(Test("saved-name")).ChangeAsync(new() { Value = "texts" });
        await menu.Find(".keep").SubmitAsync();
        Assert.Equal(["errors", "lab", "texts"], Names());

        await menu.Find(Test("saved-remove")).ClickAsync(new());
        await Viewer.KeepForGoodAsync("messages.filters", """[{"Name":"lab","Filter":"room=lab"}]""");
        await menu.Find(Test("undo")).ClickAsync(new());
        Assert.Equal(["errors", "lab"], Names());

        string[] Names() => [.. SavedFilters.Parse(Viewer.KeptForGood("messages.filters")).Select(one => one.Name)];
    }

    [Fact]
    public async Task Highlight_ChangedInTheConsole_KeepsThoseThatCameMeanwhile()
    {
        await Viewer.KeepForGoodAsync(HighlightRules.Key, HighlightRules.None.With(new HighlightRule("error", 1)).ToString());
        var log = Render<MessageLog>(parameters => parameters.Add(one => one.History, Source.History));
        await Viewer.KeepForGoodAsync(HighlightRules.Key, HighlightRules.None.With(new HighlightRule("error", 1)).With(new HighlightRule("valve", 2)).ToString());
        await log.Find(Test("highlight-remove")).ClickAsync(new());

        Assert.Equal(["valve"], HighlightRules.Parse(Viewer.KeptForGood(HighlightRules.Key)).Rules.Select(rule => rule.What));
        Assert.Single(log.FindAll(Test("highlight-remove")));
    }
}
