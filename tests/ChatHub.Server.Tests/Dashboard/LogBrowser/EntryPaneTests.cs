using Bunit;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class EntryPaneTests : DashboardTest
{
    [Fact]
    public void Pane_RowThatIsWhole_AsksTheLogNothing()
    {
        Log.Fault = new InvalidOperationException("nobody has to ask");
        var pane = Open(1, new(Sample.Logged(1, Sample.Said("hello")), 5));

        Assert.Equal("hello", pane.Find(Test("entry-text")).TextContent);
        Assert.Contains("68 65 6c 6c 6f", pane.Find(Test("entry-hex")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Pane_RowThatWasCut_HasTheWholeFromTheLog()
    {
        var text = new string('x', 9_000) + "end";
        Log.Say(text);
        var pane = Open(1, new(Sample.Logged(1, Sample.Said(text), LoggedMessage.MostBodyBytes), 9_003));

        Assert.Equal(text, pane.Find(Test("entry-text")).TextContent);
        Assert.Contains("9,003 bytes", pane.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pane_AnotherEntryIsAskedForMeanwhile_ShowsThatOne()
    {
        Log.Say("first", "second");
        var gate = new TaskCompletionSource();
        (Log.Hold, Log.IsDeaf) = (() => gate.Task, true);
        var pane = Open(1);
        Assert.Equal("true", pane.Find(Test("entry")).GetAttribute("aria-busy"));
        Log.Hold = null;
        pane.Render(parameters => parameters.Add(one => one.Id, 2));
        pane.WaitForAssertion(() => Assert.Equal("second", pane.Find(Test("entry-text")).TextContent));
        await pane.InvokeAsync(gate.SetResult);

        Assert.Equal("second", pane.Find(Test("entry-text")).TextContent);
    }

    [Fact]
    public void Pane_EntryIsGone_SaysSo() => Assert.Contains("is not in the log", Open(5).Find(Test("entry-gone")).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Pane_LogIsAway_SaysWhyAndTriesAgain()
    {
        Log.Say("hello");
        Log.Fault = new MessageLogUnavailableException("The disk is away.");
        var pane = Open(1);
        Assert.Contains("The disk is away.", pane.Find(Test("entry-failure")).TextContent, StringComparison.Ordinal);

        Log.Fault = null;
        await pane.Find(Test("entry-failure") + " button").ClickAsync(new());
        Assert.Equal("hello", pane.Find(Test("entry-text")).TextContent);
    }

    [Fact]
    public async Task Encoding_Chosen_ReadsTheSameBytesAnew()
    {
        Log.Add(Sample.Said([0xC4, 0xE3, 0xBA, 0xC3]));
        var pane = Open(1);
        Assert.Contains("\uFFFD", pane.Find(Test("entry-text")).TextContent, StringComparison.Ordinal);
        await pane.Find(Test("entry-encoding")).ChangeAsync(new ChangeEventArgs { Value = "GB18030" });

        Assert.Equal("你好", pane.Find(Test("entry-text")).TextContent);
        Assert.Contains("c4 e3 ba c3", pane.Find(Test("entry-hex")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Pane_Hostile_IsTextOnlyAndSearchedForIsMarked()
    {
        Log.Say("<img src=x onerror=alert(1)> pump \u001b[31m");
        var pane = Open(1, marks: SearchMarks.Of("pump"));

        Assert.Empty(pane.FindAll("img"));
        Assert.Equal("pump", pane.Find("mark").TextContent);
        Assert.Equal("ESC", pane.Find(".mark").GetAttribute("data-name"));
    }

    [Fact]
    public void Pane_Event_HasNoBytes()
    {
        Log.Add(Sample.Left("Anna", Chat.DisconnectReason.ClientClosed));
        var pane = Open(1);

        Assert.Equal("disconnected: the client closed", pane.Find(Test("entry-text")).TextContent);
        Assert.Empty(pane.FindAll(Test("entry-hex")));
    }

    [Fact]
    public void Pane_OnAPhone_HasLinesOfEightBytesAndLinksThatShowTheList()
    {
        Log.Say("0123456789abcdef");
        var pane = Open(1, narrow: true);

        Assert.Equal(2, pane.Find(Test("entry-hex")).TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("messages?around=1", pane.Find(Test("entry-around")).GetAttribute("href"));
    }

    private IRenderedComponent<EntryPane> Open(long id, LoggedMessage? row = null, bool narrow = false, SearchMarks? marks = null) => Render<EntryPane>(parameters => parameters
        .Add(pane => pane.Id, id)
        .Add(pane => pane.Row, row)
        .Add(pane => pane.IsNarrow, narrow)
        .Add(pane => pane.Marks, marks ?? SearchMarks.None));
}
