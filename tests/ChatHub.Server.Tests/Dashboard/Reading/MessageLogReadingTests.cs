using Bunit;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

/// <summary>What a reader of the console's log can do with it: hold it still, mark lines, have lines set off.</summary>
public sealed class MessageLogReadingTests : DashboardTest
{
    [Fact]
    public async Task Pause_WhileTheRingLetsLinesGo_KeepsAllAndSaysHowManyAreNew()
    {
        Say(1, 100);
        var log = Open();
        await log.Find(Test("log-pause")).ClickAsync(new());
        Say(101, 150);
        Show(log);

        Assert.Equal("50 new", log.Find(Test("log-new")).TextContent);
        Assert.Equal(("150", "yes"), (log.Find(".size").GetAttribute("data-count"), log.Find(".size").GetAttribute("data-paused")));
        await log.InvokeAsync(() => log.Instance.ScrollAsync(0, 20, following: true)); // the browser stands at the end of what is drawn
        Assert.Equal("50 new", log.Find(Test("log-new")).TextContent);
        Assert.Contains("line 1.", log.Markup, StringComparison.Ordinal); // it has left the ring

        await log.Find(Test("log-new")).ClickAsync(new());
        Assert.Empty(log.FindAll(Test("log-new")));
        Assert.Equal(("100", "false"), (log.Find(".size").GetAttribute("data-count"), log.Find(Test("log-pause")).GetAttribute("aria-pressed")));
        Assert.Contains("line 150.", log.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_OfOneViewer_LeavesAnotherAlone()
    {
        Say(1, 5);
        var (held, other) = (Open(), Open());
        await held.Find(Test("log-pause")).ClickAsync(new());
        Say(6, 6);
        Show(held);
        Show(other);

        Assert.Equal("1 new", held.Find(Test("log-new")).TextContent);
        Assert.Empty(other.FindAll(Test("log-new")));
        Assert.Contains("line 6.", other.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_ShiftClicked_AreMarkedWithAllBetween()
    {
        Say(1, 9);
        var log = Open();
        await ShiftClickAsync(log, 6);
        Assert.Equal("1 line marked", log.Find(Test("picked") + " span").TextContent);
        await ShiftClickAsync(log, 3);

        Assert.Equal("4 lines marked", log.Find(Test("picked") + " span").TextContent);
        Assert.Equal(["3", "4", "5", "6"], log.FindAll(".picked").Select(line => line.GetAttribute("data-id")));
        await log.Find(Test("picked-clear")).ClickAsync(new());
        Assert.Empty(log.FindAll(".picked"));
    }

    [Fact]
    public void Picked_Written_HaveTimeSenderAndWhatWouldBeHidden() => Assert.Equal(
        "2026-03-01 12:00:00\tAnna\ta␛[1m\n2026-03-01 12:00:00\tTom\t早\n",
        PickedLines.Write([Sample.Said("a\u001b[1m"), Sample.Said("早", "Tom")], TextCatalog.All[0], Viewer));

    [Fact]
    public async Task Highlight_Added_SetsLinesOffWithColourAndSign()
    {
        Source.Say("all calm", "ALARM in hall 2", "t=105");
        var log = Open();
        await AddAsync(log, "/(/");
        Assert.Equal("That pattern cannot be used.", log.Find(Test("highlight-wrong")).TextContent);
        await AddAsync(log, "alarm");
        await AddAsync(log, "/t=1\\d\\d/");

        Assert.Equal(["", "●", "▲"], log.FindAll(Test("log-row")).Select(line => line.QuerySelector(".sign")?.TextContent ?? ""));
        Assert.Equal([false, true, false], log.FindAll(Test("log-row")).Select(line => line.ClassList.Contains("hl-0")));
    }

    private static async Task AddAsync(IRenderedComponent<MessageLog> log, string what)
    {
        await log.Find(Test("highlight-what")).ChangeAsync(new ChangeEventArgs { Value = what });
        await log.Find(".add").SubmitAsync();
    }

    private static Task ShiftClickAsync(IRenderedComponent<MessageLog> log, long id) => log.Find($"[data-id='{id}']").ClickAsync(new MouseEventArgs { ShiftKey = true });

    private void Say(int first, int last) => Source.Say([.. Enumerable.Range(first, last - first + 1).Select(number => $"line {number}.")]);

    private void Show(IRenderedComponent<MessageLog> log) => log.Render(parameters => parameters.Add(one => one.LastMessageId, Source.History.LastId));

    private IRenderedComponent<MessageLog> Open() => Render<MessageLog>(parameters => parameters
        .Add(log => log.History, Source.History)
        .Add(log => log.LastMessageId, Source.History.LastId));
}
