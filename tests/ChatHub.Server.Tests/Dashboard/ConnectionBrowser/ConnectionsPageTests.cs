using Bunit;
using Bunit.TestDoubles;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Sending;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.ConnectionBrowser;

public sealed class ConnectionsPageTests : DashboardTest
{
    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    private string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    [Fact]
    public void Page_NobodyConnected_SaysHowToConnect()
    {
        Source.Listeners = [Sample.Listener()];
        Assert.Equal("nc localhost 9999", Open().Find(".empty code").TextContent);
    }

    [Fact]
    public void Page_TenThousand_DrawsFewOfThem()
    {
        Source.Connections = [.. Enumerable.Range(1, 10_000).Select(id => Sample.Row(id))];
        var page = Open();

        Assert.Contains("10,000", page.Find(Test("tab-open")).TextContent, StringComparison.Ordinal);
        Assert.InRange(page.FindAll("*").Count, 50, 4_000); // without a browser nobody says how many fit: this is the most
        Assert.InRange(Source.LinksAsked.Count, 0, 200);
    }

    [Fact]
    public async Task Filter_Typed_StandsInTheAddressAndIsOneEntryOfTheHistory()
    {
        Source.Connections = [Sample.Row(1, listener: "relay"), Sample.Row(2, "anna"), Sample.Row(3, listener: "relay", idleSeconds: 600)];
        var page = Open();
        await page.Find(Test("connections-filter")).InputAsync("listener:relay");
        await page.Find(Test("connections-filter")).InputAsync("listener:relay idle>5m");

        Assert.Equal("3", Ids(page));
        Assert.Equal("1 of 3", page.Find(Test("connections-count")).TextContent);
        Assert.Equal("connections?q=listener%3Arelay%20idle%3E5m", Address);
        Assert.Equal([false, true], Navigation.History.Reverse().TakeLast(2).Select(entry => entry.Options.ReplaceHistoryEntry));
    }

    [Fact]
    public async Task Filter_NotUnderstood_SaysWhatIsExpectedAndLeavesItOut()
    {
        Source.Connections = [Sample.Row(1)];
        var page = Open();
        await page.Find(Test("connections-filter")).InputAsync("idle>soon");

        Assert.Equal("idle>soon: expected a time, like 30s, 5m, 2h or 1d", page.Find(Test("filter-problem")).TextContent);
        Assert.Equal("1", Ids(page));
    }

    [Fact]
    public void Address_OfALink_ShowsTheSameView()
    {
        Source.Connections = [Sample.Row(1, backlog: 5), Sample.Row(2), Sample.Row(3, backlog: 9)];
        var page = Open("connections?lagging=true&sort=-backlog&columns=backlog,name");

        Assert.Equal("3 1", Ids(page));
        Assert.Equal(["Backlog▾", "Name"], page.FindAll(".head button").Select(one => one.TextContent));
        Assert.Equal("true", page.Find(Test("lagging")).GetAttribute("aria-pressed"));
        Assert.Contains("waits", page.Find(".row [role=cell]:nth-child(2)").ClassList);
    }

    [Fact]
    public async Task Columns_LeftOutAndMoved_AreKeptByTheBrowserAndInTheAddress()
    {
        Source.Connections = [Sample.Row(1)];
        var page = Open("connections?columns=id,name,idle");
        await page.Find(Test("column-id")).ChangeAsync(new ChangeEventArgs { Value = false });
        await page.Find(Test("column-right-name")).ClickAsync(new());

        Assert.Equal(["Idle", "Name"], page.FindAll(".head button").Select(one => one.TextContent));
        Assert.Equal("connections?columns=idle,name", Address);
        Assert.Equal("idle,name", Viewer.KeptForGood("connections.columns"));
        await page.Find(Test("columns-reset")).ClickAsync(new());
        Assert.Equal(17, page.FindAll(".head [role=columnheader]").Count - 2);
        Assert.Equal(17, Viewer.KeptForGood("connections.columns").Split(',').Length); // nothing would leave another browser with what it had
        Assert.Equal("connections", Address);
    }

    [Fact]
    public async Task Columns_OneIsTickedBesideTheDetail_LosesNoneThatTheDetailHides()
    {
        Source.Connections = [Sample.Row(1)];
        var page = Open("connections?open=1");
        Assert.True(page.Find(Test("column-alias")).HasAttribute("checked"));
        await page.Find(Test("column-protocol")).ChangeAsync(new ChangeEventArgs { Value = true });

        Assert.Equal(18, Viewer.KeptForGood("connections.columns").Split(',').Length);
    }

    [Fact]
    public async Task Link_WithoutColumns_ShowsThoseThatAreKept()
    {
        Source.Connections = [Sample.Row(1)];
        await Viewer.KeepForGoodAsync("connections.columns", "idle,name");
        var page = Open();
        await page.InvokeAsync(() => Navigation.NavigateTo("connections?lagging=true"));

        Assert.Equal(["Idle", "Name"], page.FindAll(".head button").Select(one => one.TextContent));
        Assert.Equal("connections?lagging=true&columns=idle,name", Address);
    }

    [Fact]
    public async Task Selection_RowsComeAndGo_StaysWithTheNumbers()
    {
        Source.Connections = [Sample.Row(1), Sample.Row(2)];
        var page = Open();
        await page.FindAll(Test("select"))[1].ChangeAsync(new ChangeEventArgs { Value = true });
        Change(page, [Sample.Row(0), Sample.Row(2), Sample.Row(3)], () => Ids(page) == "0 2 3");
        Assert.Equal("2", page.Find(".row.selected").GetAttribute("data-id"));

        Change(page, [Sample.Row(3)], () => Ids(page) == "3");
        Assert.Empty(page.FindAll(Test("clear-selection")));
    }

    [Fact]
    public async Task Grouped_ByAddress_ShowsAddressesAndUnfoldsThem()
    {
        Source.Connections = [Sample.Row(1, remote: "192.0.2.9:1"), Sample.Row(2, remote: "192.0.2.7:1"), Sample.Row(3, remote: "192.0.2.9:2")];
        var page = Open();
        await page.Find(Test("grouped")).ClickAsync(new());
        Assert.Equal(["192.0.2.9", "192.0.2.7"], page.FindAll(Test("group-row")).Select(row => row.GetAttribute("data-address")));
        Assert.Equal("connections?group=address", Address);

        await page.Find(Test("expand")).ClickAsync(new());
        Assert.Equal("1 3", Ids(page));
        await page.Find(Test("select-group")).ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Contains("2 selected", page.Find(Test("clear-selection")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_ShowsReasonWordsAndWho()
    {
        Source.Closed = [Closed(4, DisconnectReason.Kicked, "mia", "be kind"), Closed(3, DisconnectReason.ClientClosed)];
        var page = Open("connections?state=closed&columns=id,reason,by,lifetime");

        Assert.Equal(["3|the client closed|–|50s", "4|by an operator: be kind|mia|50s"], page.FindAll(Test("connection-row")).Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Empty(page.FindAll(Test("select")));
        Assert.Equal("2 connections", page.Find(Test("connections-count")).TextContent);
        Assert.Equal(1, Source.ClosedReads);
    }

    [Fact]
    public async Task Closed_None_SaysSo()
    {
        var page = Open();
        await page.Find(Test("tab-closed")).ClickAsync(new());

        Assert.Contains("No connection has ended yet", page.Find(Test("connections-empty")).TextContent, StringComparison.Ordinal);
        Assert.Equal("connections?state=closed", Address);
    }

    [Fact]
    public async Task Open_RowClickedAndClosed_StandsInTheAddress()
    {
        Source.Connections = [Sample.Row(1, "小明"), Sample.Row(2)];
        var page = Open();
        await page.FindAll(Test("connection-row"))[0].ClickAsync(new());
        Assert.Equal("connections?open=1", Address);
        Assert.Contains("小明", page.Find(Test("connection-pane")).TextContent, StringComparison.Ordinal);

        await page.Find(Test("pane-close")).ClickAsync(new());
        Assert.Empty(page.FindAll(Test("connection-pane")));
    }

    [Fact]
    public async Task ActOnAll_Disconnect_SaysWhatItHitsAndStartsAPacedJob()
    {
        Source.Connections = [.. Enumerable.Range(1, 12).Select(id => Sample.Row(id, $"n{id}"))];
        var page = Open();
        _ = Dialogs;
        var asking = page.Find(Test("all-disconnect")).ClickAsync(new());
        Assert.Equal("n1, n2, n3, n4, n5, n6, n7, n8 and 4 more", Dialogs.WaitForElement(Test("bulk-whom")).TextContent);
        Assert.Equal("Disconnect 12 connections?", Dialogs.Find(".question").TextContent);
        await Dialogs.Find(Test("bulk-pace")).ChangeAsync(new ChangeEventArgs { Value = "5" });
        await Dialogs.Find(Test("bulk")).SubmitAsync();
        await asking;

        var job = Assert.Single(Services.GetRequiredService<OperatorJobs>().List());
        Assert.Equal((12, 5, JobState.Running), (job.Total, job.PerSecond, job.State));
    }

    [Fact]
    public async Task ActOnSelected_MessageCancelled_SendsNothing()
    {
        Source.Connections = [Sample.Row(1)];
        Join(1);
        var page = Open();
        await page.Find(Test("select")).ChangeAsync(new ChangeEventArgs { Value = true });
        _ = Dialogs;
        var asking = page.Find(Test("selected-message")).ClickAsync(new());
        Dialogs.WaitForElement(Test("bulk"));
        var box = Dialogs.FindComponent<SendBox>();
        Assert.False(await box.InvokeAsync(() => box.Instance.SendAsync([])));
        Assert.Contains("There is nothing to send.", Dialogs.Markup, StringComparison.Ordinal);
        await Dialogs.Find(Test("cancel")).ClickAsync(new());
        await asking;

        Assert.DoesNotContain(Hub.History.Newest(10), message => message.Kind == MessageKind.Server);
    }

    [Fact]
    public void Jobs_Running_ShowProgressAndCanBeStopped()
    {
        var jobs = Services.GetRequiredService<OperatorJobs>();
        Source.Jobs = [new(1, "mia", 1_204, 340, 4, 50, JobState.Running, null)];
        var page = Open();

        Assert.Equal("Disconnecting: 344 of 1,204, 50 a second", page.Find(Test("job-line")).TextContent);
        Assert.Equal("344", page.Find("progress").GetAttribute("value"));
        page.Find(Test("job-stop")).Click();
        Assert.Empty(jobs.List());
    }

    [Fact]
    public void Live_JobGoesOnAndClientsCome_AnnouncesNothing()
    {
        Source.Connections = [Sample.Row(1, "ann"), Sample.Row(2)];
        Source.Jobs = [new(1, "mia", 1_204, 340, 4, 50, JobState.Running, null)];
        var page = Open("connections?q=ann");
        var before = Announced(page);
        Source.Jobs = [new(1, "mia", 1_204, 400, 4, 50, JobState.Running, null)];
        Change(page, [Sample.Row(1, "ann"), Sample.Row(2), Sample.Row(3, "ann")], () => page.Find(Test("connections-count")).TextContent == "2 of 3");

        Assert.Contains("404 of 1,204", page.Find(Test("job-line")).TextContent, StringComparison.Ordinal);
        Assert.Equal(before, Announced(page));
    }

    [Fact]
    public async Task Live_JobBeginsAndEndsAndAFilterIsTyped_AnnouncesIt()
    {
        Source.Connections = [Sample.Row(1, "ann"), Sample.Row(2)];
        var page = Open();
        Source.Jobs = [new(1, "mia", 2, 0, 0, 50, JobState.Running, null)];
        Change(page, [Sample.Row(1, "ann"), Sample.Row(2), Sample.Row(3)], () => page.FindAll(Test("job")).Count == 1);
        Assert.Equal("Disconnecting: 0 of 2, 50 a second", page.Find(Test("job-said")).TextContent);
        var line = page.Find(Test("job-line")).TextContent;
        Source.Jobs = [new(1, "mia", 2, 2, 0, 50, JobState.Done, null)];
        Change(page, [Sample.Row(1, "ann"), Sample.Row(2)], () => page.Find(Test("job")).GetAttribute("data-state") == "Done");
        Assert.Equal(page.Find(Test("job-line")).TextContent, page.Find(Test("job-said")).TextContent);
        Assert.NotEqual(line, page.Find(Test("job-said")).TextContent);

        await page.Find(Test("connections-filter")).InputAsync("ann");
        Assert.Equal("1 of 2", page.Find(Test("count-said")).TextContent);
    }

    [Fact]
    public async Task Narrow_RowsAreCards()
    {
        Source.Connections = [Sample.Row(1, "小明", backlog: 2048)];
        Source.Aliases[1] = "Lathe 3";
        var page = Open();
        await page.InvokeAsync(() => page.Instance.TurnNarrow(true));

        var row = page.Find(Test("connection-row"));
        Assert.Contains("two", row.ClassList);
        Assert.Contains("Lathe 3", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("⚠ 2.0 KB", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(Test("columns")));
    }

    [Fact]
    public void Row_Closing_SaysSoAndCannotBeDisconnectedAgain()
    {
        Source.Connections = [Sample.Row(1) with { State = ConnectionState.Closing, Reason = DisconnectReason.Kicked, ClosedBy = "mia" }];
        var page = Open("connections?open=1");

        Assert.Equal("Closing", page.Find(Test("row-tag")).TextContent);
        Assert.True(page.Find(Test("disconnect")).HasAttribute("disabled"));
        Assert.Contains("Closing: by an operator. What it is owed is being sent. (mia)", page.Find(Test("pane-closing")).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(Test("pane-acts")));
    }

    [Fact]
    public void Row_HandshakingMutedOrSlowedDown_CarriesASign()
    {
        var until = Sample.Noon.AddMinutes(5);
        Source.Connections =
        [
            Sample.Row(1), Sample.Row(2) with { State = ConnectionState.Handshaking }, Sample.Row(3) with { ThrottledUntil = until, ThrottledTo = 1 },
            Sample.Row(4) with { MutedUntil = until }, Sample.Row(5) with { MutedUntil = until, ThrottledUntil = until },
        ];
        var page = Open();

        Assert.Equal([null, "Handshaking", "slowed down", "muted", "muted, slowed down"], page.FindAll(Test("connection-row")).Select(row => row.QuerySelector(Test("row-tag"))?.TextContent));
        Assert.Equal("2 3 4 5", string.Join(' ', Render<ConnectionsPanel>(parameters => parameters.Add(one => one.List, new ConnectionList(Source.Connections, Sample.Noon)))
            .FindAll(Test("connection-row")).Where(row => row.QuerySelector(Test("row-tag")) is not null).Select(row => row.GetAttribute("data-id"))));
    }

    [Fact]
    public async Task Open_DetailBesideTheTable_ColumnsAtFirstFitAtOneThousandFourHundredAndForty()
    {
        Source.Connections = [Sample.Row(1)];
        var page = Open("connections?open=1");
        var style = page.Find(Test("connections-table")).GetAttribute("style")!;
        Assert.InRange(int.Parse(style[(style.LastIndexOf(':') + 1)..^2], System.Globalization.CultureInfo.InvariantCulture), 500, 1440 - 432 - 42); // the detail, the gaps, the scroll bar

        await page.InvokeAsync(() => page.Instance.TurnWide(true));
        Assert.Equal(17, page.FindAll(".head [role=columnheader]").Count - 2);
    }

    [Fact]
    public async Task Page_Left_LetsTheFeedRest()
    {
        Open();
        await DisposeComponentsAsync();

        Assert.False(Services.GetRequiredService<DashboardFeed>().IsRunning);
    }

    private static string[] Announced(IRenderedComponent<ConnectionsPage> page) => [.. page.FindAll("[role=status], [aria-live]").Select(region => region.TextContent)];

    private static string Ids(IRenderedComponent<ConnectionsPage> page) => string.Join(' ', page.FindAll(Test("connection-row")).Select(row => row.GetAttribute("data-id")));

    private static ConnectionSnapshot Closed(long id, DisconnectReason reason, string? by = null, string? why = null) => Sample.Row(id) with
    {
        State = ConnectionState.Closed,
        ClosedAt = Sample.Noon.AddSeconds(-10),
        Reason = reason,
        ClosedBy = by,
        ClosedWhy = why,
    };

    private void Change(IRenderedComponent<ConnectionsPage> page, IReadOnlyList<ConnectionSnapshot> rows, Func<bool> shown)
    {
        Source.Connections = rows;
        Time.Advance(DashboardFeed.Interval);
        page.WaitForState(shown);
    }

    private IRenderedComponent<ConnectionsPage> Open(string address = "connections")
    {
        Navigation.NavigateTo(address);
        return Render<ConnectionsPage>();
    }
}
