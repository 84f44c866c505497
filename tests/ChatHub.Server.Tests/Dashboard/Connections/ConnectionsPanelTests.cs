using Bunit;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Connections;

public sealed class ConnectionsPanelTests : DashboardTest
{
    private readonly ConnectionSelection _selection = new();
    private int _selected;

    [Fact]
    public void Panel_NobodyConnected_SaysHowToConnect()
    {
        var panel = Open();

        Assert.Contains("Nobody is connected", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("nc localhost 9999", panel.Find(".empty code").TextContent);
    }

    [Fact]
    public void Panel_Rows_ShowWhatIsKnown()
    {
        var row = Open(Sample.Row(7, "小明\u202e", listener: "relay", messagesIn: 1234, backlog: 2048, connectedSeconds: 61, idleSeconds: 5)).Find(Test("connection-row"));

        Assert.Equal("7", row.GetAttribute("data-id"));
        Assert.Equal(
            ["", "7", "小明⟦U+202E⟧", "192.0.2.1:1007", "relay", "1m 01s", "5s", "1,234", "0", "12 KB", "0 B", "2.0 KB", ""],
            row.Children.Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Panel_HeaderClickedTwice_SortsBothWays()
    {
        var panel = Open(Sample.Row(1, messagesIn: 5), Sample.Row(2, messagesIn: 50), Sample.Row(3));
        await panel.Find(Test("sort-messagesin")).ClickAsync(new());
        Assert.Equal("2 1 3", Ids(panel));
        Assert.Equal("descending", panel.Find(Test("sort-messagesin")).ParentElement!.GetAttribute("aria-sort"));

        await panel.Find(Test("sort-messagesin")).ClickAsync(new());
        Assert.Equal("3 1 2", Ids(panel));
    }

    [Fact]
    public async Task Panel_Filter_ShowsMatchesAndCanBeCleared()
    {
        var panel = Open(Sample.Row(1, "anna"), Sample.Row(2, "omar"));
        await panel.Find(Test("connections-filter")).InputAsync("anna");
        Assert.Equal("1", Ids(panel));
        Assert.Equal("1 of 2", panel.Find(Test("connections-count")).TextContent);

        await panel.Find(Test("connections-filter")).InputAsync("nobody");
        Assert.Contains("Nothing matches the filter", panel.Markup, StringComparison.Ordinal);
        await panel.Find(".empty button").ClickAsync(new());
        Assert.Equal("1 2", Ids(panel));
    }

    [Fact]
    public async Task Selection_RowsComeAndGo_StaysWithTheNumber()
    {
        var panel = Open(Sample.Row(1), Sample.Row(2));
        await panel.FindAll(Test("select"))[1].ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Equal(1, _selected);

        Show(panel, Sample.Row(0), Sample.Row(2, messagesIn: 9), Sample.Row(3));
        Assert.Equal([2], _selection.Ids);
        Assert.Equal("2", panel.Find(".row.selected").GetAttribute("data-id"));

        await panel.Find(Test("clear-selection")).ClickAsync(new());
        Assert.Empty(_selection.Ids);
        Assert.Empty(panel.FindAll(".row.selected"));
    }

    [Fact]
    public async Task SelectAll_Filtered_TakesTheShownOnly()
    {
        var panel = Open(Sample.Row(1, "anna"), Sample.Row(2, "omar"), Sample.Row(3, "annabel"));
        await panel.Find(Test("connections-filter")).InputAsync("anna");
        await panel.Find(Test("select-all")).ChangeAsync(new ChangeEventArgs { Value = true });

        Assert.Equal([1, 3], _selection.Ids);
    }

    [Fact]
    public async Task Disconnect_Asked_NamesWhomAndDoesNothingWhenCancelled()
    {
        var panel = Open(Sample.Row(7, "小明"));
        _ = Dialogs;
        var asking = panel.Find(Test("disconnect")).ClickAsync(new());
        Assert.Contains("Disconnect 小明 (#7, 192.0.2.1:1007)?", Dialogs.WaitForElement(".question").TextContent, StringComparison.Ordinal);
        await Dialogs.Find(Test("cancel")).ClickAsync(new());
        await asking;

        Assert.Empty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
    }

    [Fact]
    public async Task Disconnect_GoneAlready_SaysSo()
    {
        var panel = Open(Sample.Row(7, "小明"));
        _ = Dialogs;
        var asking = panel.Find(Test("disconnect")).ClickAsync(new());
        await Dialogs.WaitForElement(Test("confirm")).ClickAsync(new());
        await asking;

        Assert.Equal("小明 had left already.", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message);
    }

    [Fact]
    public void Keep_ClosedConnections_AreLetGo()
    {
        _selection.Set(1, true);
        _selection.Set(2, true);
        _selection.Keep(new ConnectionList([Sample.Row(2)], Sample.Noon));

        Assert.Equal([2], _selection.Ids);
    }

    private static string Ids(IRenderedComponent<ConnectionsPanel> panel) => string.Join(' ', panel.FindAll(Test("connection-row")).Select(row => row.GetAttribute("data-id")));

    private static void Show(IRenderedComponent<ConnectionsPanel> panel, params ConnectionSnapshot[] rows) =>
        panel.Render(parameters => parameters.Add(one => one.List, new ConnectionList(rows, Sample.Noon)));

    private IRenderedComponent<ConnectionsPanel> Open(params ConnectionSnapshot[] rows) => Render<ConnectionsPanel>(parameters => parameters
        .Add(panel => panel.List, new ConnectionList(rows, Sample.Noon))
        .Add(panel => panel.Selection, _selection)
        .Add(panel => panel.Listeners, [Sample.Listener()])
        .Add(panel => panel.OnSelect, () => _selected++));
}
