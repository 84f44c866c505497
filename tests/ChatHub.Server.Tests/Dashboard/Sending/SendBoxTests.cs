using System.Text;
using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Sending;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Sending;

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
    public async Task Target_IsGone_StaysInTheListAndIsTheOneUsed()
    {
        var box = Open();
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "room:lobby" });
        box.Render(parameters => parameters.Add(one => one.Rooms, ["attic"]));

        Assert.Equal(["Everyone", "Room attic", "Room lobby (gone)", "Selected (0)"], box.FindAll(Test("send-target") + " option").Select(option => option.TextContent));
        Assert.Equal("room:lobby", box.Find(Test("send-target") + " option[selected]").GetAttribute("value"));
        box.Render(parameters => parameters.Add(one => one.Rooms, ["attic", "lobby"]));
        Assert.Equal(["Everyone", "Room attic", "Room lobby", "Selected (0)"], box.FindAll(Test("send-target") + " option").Select(option => option.TextContent));
    }

    [Theory]
    [InlineData("room:lobby", "Room lobby")]
    [InlineData("selected", "Selected (0)")]
    [InlineData("matching", "All that match the filter (0)")]
    [InlineData("listener:relay", "Listener relay (gone)")]
    public async Task Target_Kept_IsTheOneUsedAfterAReload(string key, string shown)
    {
        Join(1);
        await Open().Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = key });
        Assert.Equal(key, Viewer.Kept("send.target"));
        var again = Open();

        Assert.Equal(shown, again.Find(Test("send-target") + " option[selected]").TextContent);
        var isRoom = key == "room:lobby";
        Assert.Equal(isRoom, await SendAsync(again, "for some only"));
        Assert.Equal(isRoom ? "lobby" : null, Hub.History.Newest(10).SingleOrDefault(message => message.Kind == MessageKind.Server)?.Room);
    }

    [Fact]
    public async Task Target_KeptIsNoKey_IsEveryone()
    {
        await Viewer.KeepAsync("send.target", "bogus");

        Assert.Equal("everyone", Open().Find(Test("send-target") + " option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Send_RoomIsGone_IsRefusedAndSaysSo()
    {
        Join(1);
        await Viewer.KeepAsync("send.target", "room:attic");
        var box = Open();

        Assert.False(await SendAsync(box, "hi"));
        Assert.Equal("Not sent: Room attic is not there any more.", box.Find(Test("send-outcome")).TextContent);
        Assert.DoesNotContain(Hub.History.Newest(10), message => message.Kind == MessageKind.Server);
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

    [Fact]
    public async Task Send_Hex_IsBytesAndSaysWhereItIsWrong()
    {
        Join(1);
        var box = Open();
        await box.Find(Test("send-more")).ClickAsync(new());
        await box.Find(Test("send-as-hex")).ClickAsync(new());

        Assert.False(await SendAsync(box, "48 6"));
        Assert.Equal("No pair of hex digits at character 5.", box.Find(Test("send-outcome")).TextContent);
        Assert.True(await SendAsync(box, "48 ff"));
        Assert.Equal([0x48, 0xFF], Said().Body.ToArray());
        Assert.Equal("24000", box.Find(Test("send-text")).GetAttribute("maxlength"));
    }

    [Fact]
    public async Task Send_RefusedOnAChinesePage_SaysWhyInChinese()
    {
        var box = Open(TextCatalog.Find(["zh"]));
        await box.InvokeAsync(() => box.Instance.UseOptions("escapes"));

        Assert.False(await SendAsync(box, @"\q"));
        Assert.StartsWith("第 1 个字符处不是有效的转义", box.Find(Test("send-outcome")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_SomeDidNotGetIt_AreToldWithNamesAndWhy()
    {
        Join(1);
        Join(2, DeliveryState.Skipped);
        var box = Open();
        await SendAsync(box, "hi");

        Assert.Equal(["guest-2 #2 skipped: too much waits for it", "guest-1 #1 sent"], box.FindAll(Test("send-results") + " li").Select(line => line.TextContent));
        await box.Find(Test("send-target")).ChangeAsync(new ChangeEventArgs { Value = "selected" });
        Assert.Empty(box.FindAll(Test("send-results")));
    }

    [Fact]
    public async Task Results_MoreThanAreNamed_SayHowManyMore()
    {
        for (var id = 1; id <= 60; id++)
        {
            Join(id);
        }

        Join(61, DeliveryState.Skipped);
        var box = Open();
        await SendAsync(box, "hi");

        var lines = box.FindAll(Test("send-results") + " li");
        Assert.Equal(1 + SendOutcome.MostResults + 1, lines.Count);
        Assert.Equal("and 10 more", lines[^1].TextContent);
    }

    [Fact]
    public async Task Preview_EncodingLacksACharacter_NamesIt()
    {
        Source.Connections = [Sample.Row(1) with { Encoding = "iso-8859-1" }, Sample.Row(2) with { Encoding = "gb18030" }];
        var box = Open(list: new ConnectionList(Source.Connections, Sample.Noon));
        Assert.Equal("yes", box.Find("form").GetAttribute("data-preview"));
        await box.InvokeAsync(() => box.Instance.Preview("é好"u8.ToArray()));

        Assert.Equal(["2 bytes iso-8859-1 E9 3F iso-8859-1 does not have 好 (U+597D): “?” goes out instead.", "4 bytes gb18030 A8 A6 BA C3"], box.FindAll(Test("send-preview") + " .one").Select(Plain));
    }

    [Fact]
    public void Preview_AllSpeakUtf8AndNothingIsOpen_IsNotAskedFor()
    {
        var box = Open(list: new ConnectionList([Sample.Row(1) with { Encoding = "utf-8" }], Sample.Noon));

        Assert.Null(box.Find("form").GetAttribute("data-preview"));
        Assert.Empty(box.FindAll(Test("send-preview")));
        Assert.Empty(box.FindAll(Test("send-extras")));
    }

    [Fact]
    public async Task Options_ExtrasAreClosed_StayInSightAndAreTakenBackByAClick()
    {
        var box = Open();
        await box.InvokeAsync(() => box.Instance.UseOptions("hex crlf bogus"));
        Assert.Equal("Hex · Ending: CRLF ✕", box.Find(Test("send-options")).TextContent);

        await box.Find(Test("send-options")).ClickAsync(new());
        Assert.Equal("", box.Find("form").GetAttribute("data-options"));
        Assert.Empty(box.FindAll(Test("send-options")));
    }

    [Fact]
    public async Task Repeat_Begun_IsAJob()
    {
        Join(1);
        var box = Open();
        await box.Find(Test("send-more")).ClickAsync(new());
        await box.Find(Test("send-repeat-every")).ChangeAsync(new ChangeEventArgs { Value = "2" });
        await box.Find(Test("send-repeat-times")).ChangeAsync(new ChangeEventArgs { Value = "3" });

        Assert.True(await box.InvokeAsync(() => box.Instance.RepeatAsync("hi"u8.ToArray())));
        var job = Assert.Single(Services.GetRequiredService<OperatorJobs>().List());
        Assert.Equal((3, TimeSpan.FromSeconds(2), "everyone"), (job.Total, job.Every, job.Label));
        Assert.Equal("每 2 秒重复发送给所有人：1/3", TextCatalog.Find(["zh"]).JobLine(job with { Done = 1 }));
    }

    [Fact]
    public async Task Repeat_ExtrasClosedAndOpened_ShowsThePaceItUses()
    {
        var box = Open();
        await box.Find(Test("send-more")).ClickAsync(new());
        Assert.Equal(("5", "10"), Pace());
        await box.Find(Test("send-repeat-every")).ChangeAsync(new ChangeEventArgs { Value = "0.1" });
        await box.Find(Test("send-repeat-times")).ChangeAsync(new ChangeEventArgs { Value = "10000" });
        await box.Find(Test("send-more")).ClickAsync(new());
        await box.Find(Test("send-more")).ClickAsync(new());

        Assert.Equal(("0.1", "10000"), Pace());

        (string?, string?) Pace() => (box.Find(Test("send-repeat-every")).GetAttribute("value"), box.Find(Test("send-repeat-times")).GetAttribute("value"));
    }

    [Fact]
    public async Task File_NobodyThere_IsRefused()
    {
        var box = Open();

        Assert.False(await box.InvokeAsync(() => box.Instance.BeginFileAsync("a.bin", 10)));
        Assert.Equal("Nobody is there to send it to.", box.Find(Test("send-outcome")).TextContent);
        Assert.False(await box.InvokeAsync(() => box.Instance.SendPieceAsync([1])));
    }

    [Fact]
    public async Task File_PieceIsTooLarge_EndsIt()
    {
        Join(1);
        var box = Open();
        Assert.True(await box.InvokeAsync(() => box.Instance.BeginFileAsync("a.bin", 100_000)));

        Assert.False(await box.InvokeAsync(() => box.Instance.SendPieceAsync(new byte[SendBox.PieceBytes + 1])));
    }

    private static string Plain(AngleSharp.Dom.IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task<bool> SendAsync(IRenderedComponent<SendBox> box, string text) => box.InvokeAsync(() => box.Instance.SendAsync(Encoding.UTF8.GetBytes(text)));

    private IRenderedComponent<SendBox> Open(UiTexts? texts = null, ConnectionList? list = null) => Render<SendBox>(parameters =>
    {
        parameters.Add(box => box.Rooms, ["lobby"]).Add(box => box.Selection, _selection).Add(box => box.List, list ?? ConnectionList.Empty);
        if (texts is not null)
        {
            parameters.AddCascadingValue(texts);
        }
    });

    /// <summary>The server's own message: those who joined may be logged after it, by their room's pump.</summary>
    private ChatMessage Said() => Hub.History.Newest(10).Single(message => message.Kind == MessageKind.Server);
}
