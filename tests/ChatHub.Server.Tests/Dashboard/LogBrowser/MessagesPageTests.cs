using Bunit;
using Bunit.TestDoubles;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class MessagesPageTests : DashboardTest
{
    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    private string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    [Fact]
    public void Page_NothingLogged_SaysSo() => Assert.Contains("No messages yet", Open().Find(Test("log-empty")).TextContent, StringComparison.Ordinal);

    [Fact]
    public void Page_ManyEntries_DrawsTheNewestAndFewOfThem()
    {
        SayNumbers(100_000);
        var page = Open();

        Assert.Equal("100000", page.FindAll(Test("log-row"))[^1].QuerySelector(".text")!.TextContent);
        Assert.InRange(page.FindAll(Test("log-row")).Count, 40, 140);
        Assert.InRange(page.FindAll("*").Count, 100, 2_000);
        Assert.Equal("live", State(page));
    }

    [Fact]
    public async Task Page_ReadThroughToTheOldest_NeverDrawsMoreThanItMay()
    {
        SayNumbers(1_500);
        var page = Open();
        for (long top = 1; State(page) == "live" || page.Find(Test("log-row")).GetAttribute("data-id") != "1"; top -= 50)
        {
            await page.InvokeAsync(() => page.FindComponent<EntryList>().Instance.ScrollAsync(top, 90, false));
            Assert.InRange(page.FindAll(Test("log-row")).Count, 1, 150);
        }

        Assert.Equal("reading", State(page));
    }

    [Fact]
    public void Page_SomethingIsSaid_ShowsIt()
    {
        Log.Say("hello");
        var page = Open();
        Log.Say("good morning");
        Announce();

        page.WaitForAssertion(() => Assert.Equal("good morning", page.FindAll(Test("log-row"))[^1].QuerySelector(".text")!.TextContent));
    }

    [Fact]
    public async Task Page_ReadingFurtherUp_CountsTheNewAndJumpsBack()
    {
        SayNumbers(300);
        var page = Open();
        await page.InvokeAsync(() => page.FindComponent<EntryList>().Instance.ScrollAsync(20, 30, false));
        var first = page.Find(Test("log-row")).GetAttribute("data-id");
        SayNumbers(50);
        Announce();

        page.WaitForAssertion(() => Assert.Equal("50 new", page.Find(Test("log-new")).TextContent.Trim()));
        Assert.Equal(first, page.Find(Test("log-row")).GetAttribute("data-id"));
        await page.Find(Test("log-new")).ClickAsync(new());
        Assert.Equal("350", page.FindAll(Test("log-row"))[^1].GetAttribute("data-id"));
        Assert.Empty(page.FindAll(Test("log-new")));
    }

    [Fact]
    public async Task Search_Typed_MarksMatchesAndStandsInTheAddressOnce()
    {
        Log.Say("the pump runs", "valve", "PUMP again");
        var page = Open();
        var visits = Navigation.History.Count;
        await TypeAsync(page, "log-search", "pu");
        await TypeAsync(page, "log-search", "pump");

        Assert.Equal(["pump", "PUMP"], page.FindAll("mark.found").Select(mark => mark.TextContent));
        Assert.Equal("messages?q=pump", Address);
        Assert.Equal(visits + 1, Navigation.History.Count);
    }

    [Fact]
    public void Address_WithFilters_ShowsTheSameView()
    {
        Log.Add(Sample.Said("one", "Anna"), Sample.Said("two", "Omar"), Sample.Left("Omar", Chat.DisconnectReason.ClientClosed));
        var page = Open("messages?sender=omar&kind=text&open=2");

        Assert.Equal("2", Assert.Single(page.FindAll(Test("log-row"))).GetAttribute("data-id"));
        Assert.Equal(["sender", "kind"], page.FindAll("[data-testid^=chip-]").Select(chip => chip.GetAttribute("data-testid")![5..]));
        Assert.Equal("two", page.Find(Test("entry-text")).TextContent);
    }

    [Fact]
    public async Task Address_ChangesByTheBrowser_ShowsThatAndItsText()
    {
        Log.Say("pump", "valve");
        var page = Open();
        await TypeAsync(page, "log-search", "pump");
        await page.InvokeAsync(() => Navigation.NavigateTo("messages?q=valve"));

        page.WaitForAssertion(() => Assert.Equal("valve", Assert.Single(page.FindAll("mark.found")).TextContent));
        Assert.Equal("valve", page.Find(Test("log-search")).GetAttribute("value"));
    }

    [Fact]
    public async Task Chip_Clicked_TakesThatFilterAway()
    {
        Log.Add(Sample.Said("one", "Anna"), Sample.Said("two", "Omar"));
        var page = Open("messages?sender=Omar&listener=relay");
        await page.Find(Test("chip-sender")).ClickAsync(new());

        Assert.Equal("messages?listener=relay", Address);
        Assert.Equal(2, page.FindAll(Test("log-row")).Count);
        await page.Find(Test("log-clear")).ClickAsync(new());
        Assert.Equal("messages", Address);
    }

    [Fact]
    public async Task Filters_Opened_EachNarrowsTheView()
    {
        Log.Add(Sample.Said("one", "Anna"), Sample.Left("Anna", Chat.DisconnectReason.ClientClosed));
        var page = Open();
        await page.Find(Test("log-filters-toggle")).ClickAsync(new());
        await page.Find(Test("kind-system")).ClickAsync(new());
        Assert.Equal("messages?kind=system", Uri.UnescapeDataString(Address));
        Assert.Equal("2", Assert.Single(page.FindAll(Test("log-row"))).GetAttribute("data-id"));

        await TypeAsync(page, "filter-connection", "x");
        Assert.Equal("messages?kind=system", Uri.UnescapeDataString(Address));
        await TypeAsync(page, "filter-connection", "7");
        await TypeAsync(page, "filter-to", "2026-03-01T12:02");
        Assert.Equal("messages?connection=7&kind=system&to=2026-03-01T12:02:00Z", Uri.UnescapeDataString(Address));
        Assert.Contains("Nothing found", page.Find(Test("log-empty")).TextContent, StringComparison.Ordinal);
        await page.Find(Test("log-empty") + " button").ClickAsync(new());
        Assert.Equal(2, page.FindAll(Test("log-row")).Count);
    }

    [Fact]
    public async Task Row_Opened_StandsInTheAddressAndLeadsOn()
    {
        Log.Add(Sample.Said("one", "Anna"), Sample.Said("two", "Omar"));
        var page = Open("messages?sender=Omar");
        await page.Find(Test("log-row")).ClickAsync(new());

        Assert.Equal("messages?sender=Omar&open=2", Address);
        Assert.Equal("messages?around=2&open=2", page.Find(Test("entry-around")).GetAttribute("href"));
        Assert.Equal("messages?connection=7&around=2&open=2", page.Find(Test("entry-connection")).GetAttribute("href"));
        await page.InvokeAsync(() => Navigation.NavigateTo("messages?around=2&open=2"));
        page.WaitForAssertion(() => Assert.Equal("2", page.Find(".around").GetAttribute("data-id")));
        Assert.Equal(2, page.FindAll(Test("log-row")).Count);
        Assert.Equal("yes", page.Find(".size").GetAttribute("data-middle"));

        await page.Find(Test("entry-before")).ClickAsync(new());
        Assert.Equal("one", page.Find(Test("entry-text")).TextContent);
        await page.Find(Test("entry-close")).ClickAsync(new());
        Assert.Empty(page.FindAll(Test("entry")));
    }

    [Fact]
    public async Task Jump_ToATime_GoesToTheFirstEntryThen()
    {
        SayNumbers(600);
        var page = Open();
        await page.Find(Test("jump-time")).InputAsync("2026-03-01T16:59:30");
        await page.Find("form").SubmitAsync(new EventArgs());

        Assert.Equal("messages?at=300", Address);
        var size = page.Find(".size");
        Assert.Equal(300 - 200, int.Parse(size.GetAttribute("data-to")!, null) - int.Parse(size.GetAttribute("data-first")!, null));
        Assert.Equal("reading", State(page));
    }

    [Fact]
    public void Address_OfTheOldest_HasMoreAtHandThanFitsTheScreen()
    {
        SayNumbers(1_000);
        var page = Open("messages?at=1");

        Assert.Equal("200", page.Find(".size").GetAttribute("data-count"));
    }

    [Fact]
    public async Task Scrolled_AtRest_StandsInTheAddress()
    {
        SayNumbers(300);
        var page = Open();
        await page.InvokeAsync(() => page.FindComponent<EntryList>().Instance.ScrollAsync(20, 30, false));
        await page.InvokeAsync(() => page.FindComponent<EntryList>().Instance.RestAsync(20));
        Assert.Equal("messages?at=221", Address);

        await page.Find(Test("log-live")).ClickAsync(new());
        Assert.Equal("messages", Address);
        Assert.Equal("live", State(page));
    }

    [Fact]
    public async Task Reader_Slow_KeepsTheOldRowsUntilTheNewAreThere()
    {
        Log.Say("pump", "valve");
        var page = Open();
        var gate = new TaskCompletionSource();
        Log.Hold = () => gate.Task;
        await TypeAsync(page, "log-search", "valve", answered: false);

        Assert.Equal("loading", State(page));
        Assert.Equal(2, page.FindAll(Test("log-row")).Count);
        Assert.NotEmpty(page.FindAll("[role=progressbar]"));
        gate.SetResult();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(Test("log-row"))));
        Assert.Empty(page.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Reader_Refuses_SaysWhyInPlace()
    {
        Log.Say("pump");
        var page = Open();
        Log.Fault = new MessageQueryException("the quotes hold nothing.");
        await TypeAsync(page, "log-search", "\"\"x");
        Assert.Contains("the quotes hold nothing.", page.Find(Test("log-failure")).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(Test("log-retry")));

        Log.Fault = new MessageLogUnavailableException("The disk is away.");
        await TypeAsync(page, "log-search", "pump");
        Assert.Contains("The disk is away.", page.Find(Test("log-failure")).TextContent, StringComparison.Ordinal);
        Log.Fault = null;
        await page.Find(Test("log-retry")).ClickAsync(new());
        Assert.Empty(page.FindAll(Test("log-failure")));
        Assert.Single(page.FindAll(Test("log-row")));
    }

    [Fact]
    public void Notices_StateOfTheLog_AreSaid()
    {
        Source.Log = Source.Log with { State = MessageLogState.Off };
        var page = Open();
        Assert.Contains("at most the last 100 messages in memory", page.Find(Test("notice-off")).TextContent, StringComparison.Ordinal);

        Source.Log = Source.Log with { State = MessageLogState.Degraded, Fault = "The disk is full.", Since = Sample.Noon, Unlogged = 12, SetAside = "messages.db.damaged-1" };
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains("since 2026-03-01 12:00:00: The disk is full. The chat goes on", page.Find(Test("notice-degraded")).TextContent, StringComparison.Ordinal));
        Assert.Contains("12 messages are missing", page.Find(Test("notice-unlogged")).TextContent, StringComparison.Ordinal);
        Assert.Contains("messages.db.damaged-1", page.Find(Test("notice-aside")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_IndexTrails_SaysHowFar()
    {
        Log.Say("pump", "pump", "pump");
        Log.Trails = 2;
        var page = Open("messages?q=pump");

        Assert.Contains("the newest 2 messages", page.Find(Test("notice-trails")).TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(Test("log-row")));
    }

    [Fact]
    public void Address_NotUnderstood_SaysWhich() => Assert.Contains("connection is 'x'", Open("messages?connection=x").Find(Test("notice-address")).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Page_Left_LetsTheFeedRest()
    {
        Open();
        await DisposeComponentsAsync();

        Assert.False(Services.GetRequiredService<DashboardFeed>().IsRunning);
    }

    private static string? State(IRenderedComponent<MessagesPage> page) => page.Find(Test("log-stage")).GetAttribute("data-state");

    /// <summary>Types, pauses, and waits for the answer unless there is none yet.</summary>
    [Fact]
    public async Task Lines_MarkedInTheDetail_AreAllBetweenTheTwo()
    {
        SayNumbers(50);
        var page = Open("messages?open=48");
        page.WaitForElement(Test("entry-mark"));
        await page.Find(Test("entry-mark")).ClickAsync(new());
        Assert.Equal(("true", "1 line marked"), (page.Find(Test("entry-mark")).GetAttribute("aria-pressed"), page.Find(Test("picked") + " span").TextContent));
        await page.Find(Test("entry-before")).ClickAsync(new());
        page.WaitForState(() => page.Find(Test("entry")).GetAttribute("data-id") == "47");
        Assert.Equal("false", page.Find(Test("entry-mark")).GetAttribute("aria-pressed"));
        await page.Find(Test("entry-before")).ClickAsync(new());
        page.WaitForState(() => page.Find(Test("entry")).GetAttribute("data-id") == "46");
        await page.Find(Test("entry-mark")).ClickAsync(new());

        Assert.Equal("3 lines marked", page.Find(Test("picked") + " span").TextContent);
        Assert.Equal(["46", "47", "48"], page.FindAll(".line.picked").Select(line => line.GetAttribute("data-id")));
    }

    [Fact]
    public async Task Lines_MarkedBeyondThoseAtHand_SaySo()
    {
        SayNumbers(3_000);
        var page = Open();
        var list = page.FindComponent<EntryList>();
        await page.FindAll(Test("log-row"))[^1].ClickAsync(new MouseEventArgs { ShiftKey = true });
        for (long top = 2_900; Row("1000") is null; top -= 50)
        {
            await page.InvokeAsync(() => list.Instance.ScrollAsync(top, 90, false));
        }

        await Row("1000")!.ClickAsync(new MouseEventArgs { ShiftKey = true });
        Assert.Matches("^[0-9]{3} of the marked lines; the others are not at hand here$", page.Find(Test("picked") + " span").TextContent);

        AngleSharp.Dom.IElement? Row(string id) => page.FindAll(Test("log-row")).FirstOrDefault(row => row.GetAttribute("data-id") == id);
    }

    private async Task TypeAsync(IRenderedComponent<MessagesPage> page, string box, string text, bool answered = true)
    {
        var typing = page.Find(Test(box)).InputAsync(new ChangeEventArgs { Value = text });
        while (!typing.IsCompleted)
        {
            Time.Advance(MessagesPage.TypingPause);
            await Task.Yield();
        }

        await typing;
        if (answered)
        {
            page.WaitForState(() => State(page) != "loading");
        }
    }

    private void SayNumbers(int count) => Log.Say([.. Enumerable.Range((int)Log.LastId + 1, count).Select(i => $"{i}")]);

    /// <summary>The hub says that there is something new; what, is read from the log.</summary>
    private void Announce()
    {
        Source.Log = Source.Log with { LastId = Log.LastId };
        Source.Say([.. Enumerable.Repeat("said", (int)(Log.LastId - Source.History.LastId))]);
        Time.Advance(DashboardFeed.Interval);
    }

    private IRenderedComponent<MessagesPage> Open(string address = "messages")
    {
        Source.Log = Source.Log with { LastId = Log.LastId };
        Source.Say([.. Enumerable.Repeat("said", (int)Log.LastId)]);
        Source.Figures = default;
        Navigation.NavigateTo(address);
        return Render<MessagesPage>();
    }
}
