using System.Text;
using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class SendBoxTests : DashboardTest
{
    private readonly ConnectionSelection _selection = new();

    [Fact]
    public async Task Send_Everyone_TellsHowManyGotIt()
    {
        Join(1);
        Join(2, DeliveryState.Queued);
        Join(3, DeliveryState.Skipped);
        var box = Open();

        Assert.True(await SendAsync(box, "早上好"));
        Assert.Equal("to 2, 1 still waiting, 1 skipped", box.Find(Test("send-outcome")).TextContent);
        Assert.Equal("早上好", Said().Text);
        Assert.Equal("operator", Said().Operator);
    }

    [Fact]
    public async Task Send_Selected_ReachesThoseOnly()
    {
        Join(1);
        Join(2);
        _selection.Set(2, true);
        var box = Open();
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "selected" });

        Assert.True(await SendAsync(box, "hi"));
        Assert.Equal("to 1", box.Find(Test("send-outcome")).TextContent);
        Assert.Equal("#2", Said().Recipient);
    }

    [Fact]
    public async Task Send_Room_ReachesTheRoom()
    {
        Join(1);
        var box = Open();
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "room:lobby" });

        Assert.True(await SendAsync(box, "hi"));
        Assert.Equal("lobby", Said().Room);
    }

    [Fact]
    public async Task Send_SelectionIsGone_IsRefusedAndNotSentToAll()
    {
        Join(1);
        var box = Open();
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "selected" });
        var before = Hub.History.LastId;

        Assert.False(await SendAsync(box, "hi"));
        Assert.Contains("Nobody is selected", box.Find(Test("send-outcome")).TextContent, StringComparison.Ordinal);
        Assert.Contains("failed", box.Find(Test("send-outcome")).ClassList);
        Assert.DoesNotContain(Hub.History.Read(before + 1, 10), message => message.Kind == MessageKind.Server);
    }

    [Fact]
    public async Task Outcome_LanguageChanges_IsToldInIt()
    {
        Join(1);
        var box = Open();
        await SendAsync(box, "hi");
        var chinese = Render<SendBox>(parameters => parameters
            .Add(one => one.Rooms, ["lobby"])
            .Add(one => one.Selection, _selection)
            .AddCascadingValue(TextCatalog.Find(["zh"])));
        await SendAsync(chinese, "hi");

        Assert.Equal("to 1", box.Find(Test("send-outcome")).TextContent);
        Assert.Equal("已发给 1", chinese.Find(Test("send-outcome")).TextContent);
        box.Instance.Texts = TextCatalog.Find(["zh"]);
        box.Render();
        Assert.Equal("已发给 1", box.Find(Test("send-outcome")).TextContent);
    }

    [Fact]
    public async Task Outcome_AnotherTargetIsChosen_IsTakenBack()
    {
        Join(1);
        var box = Open();
        await SendAsync(box, "hi");
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "selected" });

        Assert.Equal("", box.Find(Test("send-outcome")).TextContent);
    }

    [Theory]
    [InlineData(0, "nothing to send")]
    [InlineData(8_001, "at most 8,000 characters")]
    public async Task Send_EmptyOrTooLong_IsRefused(int length, string expected)
    {
        var box = Open();

        Assert.False(await SendAsync(box, new string('x', length)));
        Assert.Contains(expected, box.Find(Test("send-outcome")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Limit_WorstCase_StaysBelowWhatABrowserMaySend() =>
        Assert.True(Encoding.UTF8.GetByteCount(new string('好', SendBox.Limit)) < 32 * 1024 - 1024);

    [Fact]
    public void Box_Drawn_LeavesTheTextToTheBrowser()
    {
        var box = Open();
        box.Render();

        Assert.False(box.Find(Test("send-text")).HasAttribute("value"));
        Assert.Equal("8000", box.Find(Test("send-text")).GetAttribute("maxlength"));
        Assert.Contains(Browser.Invocations, call => call.Identifier == "attach");
    }

    private static Task<bool> SendAsync(IRenderedComponent<SendBox> box, string text) => box.InvokeAsync(() => box.Instance.SendAsync(Encoding.UTF8.GetBytes(text)));

    private IRenderedComponent<SendBox> Open() => Render<SendBox>(parameters => parameters
        .Add(box => box.Rooms, ["lobby"])
        .Add(box => box.Selection, _selection));

    /// <summary>The server's own message: those who joined may be logged after it, by their room's pump.</summary>
    private ChatMessage Said() => Hub.History.Newest(10).Single(message => message.Kind == MessageKind.Server);
}
