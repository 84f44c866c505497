using Bunit;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class MessageLogTests : DashboardTest
{
    [Fact]
    public void Log_NothingSaid_SaysSo() => Assert.Contains("No messages yet", Open().Markup, StringComparison.Ordinal);

    [Fact]
    public void Log_Hostile_IsTextOnly()
    {
        Source.Say("<script>alert(1)</script>", "red \u001b[31m");
        var log = Open();

        Assert.Empty(log.FindAll("script"));
        Assert.Equal("ESC", log.Find(".mark").GetAttribute("data-name"));
        Assert.Contains("<script>alert(1)</script>", log.Find(Test("log-row")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_ManyLines_DrawsTheNewestAndSomeBefore()
    {
        SayNumbers(1, 100);
        var log = Open();

        Assert.Equal("100", log.FindAll(Test("log-row"))[^1].QuerySelector(".text")!.TextContent);
        Assert.InRange(log.FindAll(Test("log-row")).Count, 40, 99);
        Assert.Empty(log.FindAll(Test("log-new")));
    }

    [Fact]
    public async Task Log_ReadingFurtherUp_StaysAndCountsTheNew()
    {
        SayNumbers(1, 100);
        var log = Open();
        await log.InvokeAsync(() => log.Instance.ScrollAsync(10, 5, false));
        var first = log.Find(Test("log-row")).GetAttribute("data-id");
        SayNumbers(101, 50);
        log.Render(parameters => parameters.Add(one => one.LastMessageId, Source.History.LastId));

        Assert.Equal(first, log.Find(Test("log-row")).GetAttribute("data-id"));
        Assert.Equal("50 new", log.Find(Test("log-new")).TextContent.Trim());

        var jumps = log.Find(".size").GetAttribute("data-jump");
        await log.Find(Test("log-new")).ClickAsync(new());
        Assert.Empty(log.FindAll(Test("log-new")));
        Assert.NotEqual(jumps, log.Find(".size").GetAttribute("data-jump"));
        Assert.Equal("150", log.FindAll(Test("log-row"))[^1].QuerySelector(".text")!.TextContent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_OpenedAgain_IsWhereTheTabWasUntilItFollows(bool held)
    {
        SayNumbers(1, 60);
        var log = Open();
        await log.InvokeAsync(() => log.Instance.ScrollAsync(10, 5, false));
        await log.InvokeAsync(() => log.Instance.RestAsync(10));
        if (held)
        {
            await log.Find(Test("log-pause")).ClickAsync(new());
        }

        SayNumbers(61, 30);
        var again = Open();
        Assert.Equal("10", again.Find(".size").GetAttribute("data-to"));
        Assert.Equal(held ? "true" : "false", again.Find(Test("log-pause")).GetAttribute("aria-pressed"));
        Assert.Single(again.FindAll(Test("log-new")));

        await again.Find(Test("log-new")).ClickAsync(new());
        Assert.Null(again.Find(".size").GetAttribute("data-to"));
        var last = Open();
        Assert.Empty(last.FindAll(Test("log-new")));
        Assert.Equal("false", last.Find(Test("log-pause")).GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Log_TheLineIsGone_BeginsAtTheOldestThatIsThere()
    {
        SayNumbers(1, 100);
        await Viewer.KeepAsync("log.place", "0");

        Assert.Equal("0", Open().Find(".size").GetAttribute("data-to"));
    }

    [Theory]
    [InlineData("9999")]
    [InlineData("x held")]
    [InlineData("-1")]
    public async Task Log_PlaceMeansNothing_IsAtTheNewest(string kept)
    {
        SayNumbers(1, 100);
        await Viewer.KeepAsync("log.place", kept);

        Assert.Empty(Open().FindAll(Test("log-new")));
    }

    [Fact]
    public void Log_ScreensRushBy_FillsTheSameRowsAnew()
    {
        SayNumbers(1, 100);
        var log = Open();
        for (var round = 1; round <= RowKeys.Rush; round++)
        {
            SayNumbers((round * 100) + 1, 100);
            log.Render(parameters => parameters.Add(one => one.LastMessageId, Source.History.LastId));
        }

        var rows = log.FindComponents<LogRow>().Select(row => row.Instance).ToArray();
        SayNumbers(401, 100);
        log.Render(parameters => parameters.Add(one => one.LastMessageId, Source.History.LastId));

        Assert.Equal(rows, log.FindComponents<LogRow>().Select(row => row.Instance));
        Assert.Equal("500", log.FindAll(Test("log-row"))[^1].QuerySelector(".text")!.TextContent);
        Assert.Equal($"{Source.History.LastId}", log.FindAll(Test("log-row"))[^1].GetAttribute("data-id"));
    }

    [Fact]
    public async Task Log_Filter_KeepsItAndSaysWhenNothingMatches()
    {
        Source.Say("alpha", "beta");
        var log = Open();
        await log.Find(Test("log-filter")).InputAsync("alp");
        Assert.Single(log.FindAll(Test("log-row")));

        await log.Find(Test("log-filter")).InputAsync("gamma");
        Assert.Contains("Nothing matches the filter", log.Markup, StringComparison.Ordinal);
        await log.Find(".nothing button").ClickAsync(new());
        Assert.Equal(2, log.FindAll(Test("log-row")).Count);
    }

    [Fact]
    public async Task Row_Clicked_ShowsTheWholeTextWithItsLines()
    {
        Source.Say("first\nsecond " + new string('x', 70_000));
        var log = Open();
        Assert.Empty(Dialogs.FindAll(Test("detail-text")));
        await log.Find(Test("log-row")).ClickAsync(new());

        var text = Dialogs.WaitForElement(Test("detail-text")).TextContent;
        Assert.StartsWith("first\nsecond xxx", text, StringComparison.Ordinal);
        Assert.Equal(MessageDetail.Limit, text.Length);
        Assert.Contains("Shown are the first 65,536 of 70,013.", Dialogs.Markup, StringComparison.Ordinal);
    }

    private void SayNumbers(int first, int count) => Source.Say([.. Enumerable.Range(first, count).Select(i => $"{i}")]);

    private IRenderedComponent<MessageLog> Open() => Render<MessageLog>(parameters => parameters
        .Add(log => log.History, Source.History)
        .Add(log => log.LastMessageId, Source.History.LastId));
}
