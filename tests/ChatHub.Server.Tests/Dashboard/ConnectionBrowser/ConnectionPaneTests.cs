using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Sending;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.ConnectionBrowser;

public sealed class ConnectionPaneTests : DashboardTest
{
    private ClientNoteBook Book => Services.GetRequiredService<ClientNoteBook>();

    [Fact]
    public void Pane_Open_ShowsWhatIsKnown()
    {
        var pane = Open(Sample.Row(7, "小明\u202e", messagesIn: 1234, backlog: 2048) with { Rooms = "lobby", Encoding = "gb18030", UnsentSince = Sample.Noon.AddSeconds(-8) });
        var facts = pane.Find(Test("pane-facts")).TextContent;

        Assert.Contains("小明⟦U+202E⟧", pane.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("chat (Chat, gb18030)", facts, StringComparison.Ordinal);
        Assert.Contains("2.0 KB, the oldest for 8s", facts, StringComparison.Ordinal);
        Assert.Contains("7.0 ms ± 1.0 ms", facts, StringComparison.Ordinal);
        Assert.Equal("messages?connection=7", pane.Find(Test("pane-messages")).GetAttribute("href"));
        Assert.Equal("connections?q=address%3A192.0.2.1&open=7", pane.Find(Test("pane-address")).GetAttribute("href"));
    }

    [Fact]
    public void Pane_Unknown_SaysSo() => Assert.Contains("not known any more", Open(null).Find(Test("pane-gone")).TextContent, StringComparison.Ordinal);

    [Fact]
    public void Pane_Closed_SaysWhyAndOffersNoActs()
    {
        var pane = Open(Sample.Row(7) with { State = ConnectionState.Closed, ClosedAt = Sample.Noon, Reason = DisconnectReason.Kicked, ClosedBy = "mia", ClosedWhy = "be kind" });

        Assert.Equal("Ended: by an operator: be kind (mia)", pane.Find(Test("pane-ended")).TextContent);
        Assert.Empty(pane.FindAll(Test("pane-acts")));
    }

    [Fact]
    public void Rates_ASecondLater_DrawACurveAndSayThem()
    {
        var pane = Open(Sample.Row(7));
        Assert.Contains("now –", pane.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Show(pane, Sample.Row(7), 3);
        Show(pane, Sample.Row(7), 1);

        Assert.Equal("Messages from it: now 1.0, most 3.0", pane.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal("M116 2L118 21.3", pane.Find(".curve").GetAttribute("d"));
    }

    [Fact]
    public async Task Send_ToIt_TellsTheOutcome()
    {
        Join(7);
        var pane = Open(Sample.Row(7));
        Assert.False(await SendAsync(pane, ""));
        Assert.Equal("There is nothing to send.", pane.Find(Test("pane-outcome")).TextContent);

        Assert.True(await SendAsync(pane, "hello"));
        Assert.Equal("Sent to 1", pane.Find(Test("pane-outcome")).TextContent);
        Assert.Equal("#7", Hub.History.Newest(10).Single(entry => entry.Kind == MessageKind.Server).Recipient);
    }

    [Fact]
    public async Task Send_ItIsGone_GivesTheTextBackAndSaysSo()
    {
        var pane = Open(Sample.Row(7));

        Assert.False(await SendAsync(pane, "hello"));
        Assert.Equal("Sent to 0, 1 skipped", pane.Find(Test("pane-outcome")).TextContent);
        Assert.Contains("not open any more", pane.Find(Test("pane-results")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_ItIsGone_SaysSo()
    {
        var pane = Open(Sample.Row(7, "Tom"));
        await pane.Find(Test("pane-rename") + " form").SubmitAsync();

        Assert.Equal("Tom had left already.", pane.Find(Test("pane-done")).TextContent);
    }

    [Fact]
    public void Muted_SaysForHowLongAndOffersToEndIt()
    {
        var pane = Open(Sample.Row(7) with { MutedUntil = Sample.Noon.AddMinutes(5) });

        Assert.Equal("Unmute (5m 00s)", pane.Find(Test("pane-unmute")).TextContent);
        Assert.Contains("muted", pane.Find(Test("pane-state")).TextContent, StringComparison.Ordinal);
        Assert.Empty(pane.FindAll(Test("pane-mute")));
    }

    [Fact]
    public void Ban_OthersOfTheAddress_AreNamedBefore()
    {
        var rows = Enumerable.Range(7, 12).Select(id => Sample.Row(id, $"n{id}")).Append(Sample.Row(99, "away", "192.0.2.11:7"));
        var pane = Open(Sample.Row(7, "n7"), new([.. rows], Sample.Noon) { Ask = Source.LinkOf });

        Assert.Equal("192.0.2.1: ends 12 connections: n7, n8, n9, n10, n11, n12, n13, n14 and 4 more", pane.Find(Test("pane-ban") + " " + Test("ban-whom")).TextContent);
    }

    [Fact]
    public async Task Note_Saved_IsKeptForTheAddressOrTheName()
    {
        var pane = Open(Sample.Row(7, "Tom"));
        await WriteNoteAsync(pane, "Lathe 3", "hall 2");
        Assert.Equal(("Lathe 3", "hall 2"), Book.Find(ClientNoteKind.Address, "192.0.2.1") is { } note ? (note.Alias, note.Notes) : default);
        Assert.Equal("Saved.", pane.Find(Test("note-outcome")).TextContent);

        await pane.Find(Test("note-for")).ChangeAsync(new ChangeEventArgs { Value = "Name" });
        Assert.Equal("", pane.Find(Test("note-alias")).GetAttribute("value") ?? "");
        await WriteNoteAsync(pane, "Tom of hall 2", "");
        Assert.Equal("Tom of hall 2", Book.Find(ClientNoteKind.Name, "tom")!.Alias);
    }

    [Fact]
    public async Task Note_BeingWrittenForAName_StaysWhenTheClientTakesAnother()
    {
        var pane = Open(Sample.Row(7, "Tom"));
        await pane.Find(Test("note-for")).ChangeAsync(new ChangeEventArgs { Value = "Name" });
        await pane.Find(Test("note-text")).ChangeAsync(new ChangeEventArgs { Value = "half a note" });
        Show(pane, Sample.Row(7, "Tommy"), 0);

        Assert.Equal("half a note", pane.Find(Test("note-text")).GetAttribute("value"));
        await pane.Find(Test("pane-note") + " form").SubmitAsync();
        Assert.Equal("half a note", Book.Find(ClientNoteKind.Name, "Tommy")!.Notes);
    }

    [Fact]
    public void Note_OfAGuest_IsForTheAddressOnly() => Assert.Empty(Open(Sample.Row(7, "guest-7")).FindAll(Test("note-for")));

    [Fact]
    public void Messages_OfItAndToIt_ComeAsTheyAreSaid()
    {
        Source.Say("first"); // of connection 7
        Source.History.Append([ChatMessage.FromServer(Sample.Noon, "for all", "mia", null), ChatMessage.FromServer(Sample.Noon, "for you", "mia", "#7")]);
        var pane = Open(Sample.Row(7));
        Assert.Equal("for you|first", Said(pane));

        Source.Say("second");
        Show(pane, Sample.Row(7), 0);
        Assert.Equal("second|for you|first", Said(pane));
    }

    [Fact]
    public void Messages_LetGoByTheMemory_ComeFromTheLog()
    {
        Log.Add(Sample.Said("long ago"));
        var pane = Open(Sample.Row(7));

        pane.WaitForAssertion(() => Assert.Equal("long ago", Said(pane)));
        Assert.Equal(7, Assert.Single(Log.Asked).Query.Connection);
    }

    [Fact]
    public void Messages_None_SaySo() => Assert.Contains("It has said nothing yet.", Open(Sample.Row(8)).Find(Test("pane-log")).TextContent, StringComparison.Ordinal);

    private static Task<bool> SendAsync(IRenderedComponent<ConnectionPane> pane, string text) =>
        pane.InvokeAsync(() => pane.FindComponent<SendBox>().Instance.SendAsync(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Said(IRenderedComponent<ConnectionPane> pane) => string.Join('|', pane.FindAll(Test("own-message") + " bdi").Select(line => line.TextContent));

    private static async Task WriteNoteAsync(IRenderedComponent<ConnectionPane> pane, string alias, string notes)
    {
        await pane.Find(Test("note-alias")).ChangeAsync(new ChangeEventArgs { Value = alias });
        await pane.Find(Test("note-text")).ChangeAsync(new ChangeEventArgs { Value = notes });
        await pane.Find(Test("pane-note") + " form").SubmitAsync();
    }

    private void Show(IRenderedComponent<ConnectionPane> pane, ConnectionSnapshot row, double perSecond)
    {
        var before = row with { MessagesIn = row.MessagesIn - (long)perSecond };
        var list = List(row) is var now ? new ConnectionList(now.Rows, now.At) { Rates = new([before], [row], TimeSpan.FromSeconds(1)), Ask = Source.LinkOf } : ConnectionList.Empty;
        pane.Render(parameters => parameters.Add(one => one.Row, row).Add(one => one.List, list).Add(one => one.LastMessageId, Source.History.LastId));
    }

    private ConnectionList List(ConnectionSnapshot? row) => new(row is null ? [] : [row], Sample.Noon) { Ask = Source.LinkOf };

    private IRenderedComponent<ConnectionPane> Open(ConnectionSnapshot? row, ConnectionList? list = null) => Render<ConnectionPane>(parameters => parameters
        .Add(pane => pane.Id, row?.Id ?? 9)
        .Add(pane => pane.Row, row)
        .Add(pane => pane.List, list ?? List(row))
        .Add(pane => pane.History, Source.History)
        .Add(pane => pane.LastMessageId, Source.History.LastId));
}
