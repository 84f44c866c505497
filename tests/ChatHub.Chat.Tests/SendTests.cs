namespace ChatHub.Chat.Tests;

/// <summary>What an operator sends, and the outcome that the operator sees.</summary>
public sealed class SendTests : IDisposable
{
    private readonly HubUnderTest _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Send_Everyone_ReachesAllRoomsAndCounts()
    {
        var (one, two, lab) = (await _host.JoinAsync(), await _host.JoinAsync(), await _host.JoinAsync("lab"));

        var outcome = await _host.Hub.Send("早上好", new SendTarget.Everyone(), "ann").Soon();

        Assert.Equal((3, 0, 0), (outcome.Recipients, outcome.Queued, outcome.Skipped));
        Assert.All(new[] { one, two, lab }, member => Assert.Equal(["早上好"], member.Output.Texts));
        var logged = Assert.Single(_host.Hub.History.Newest(100), entry => entry.Kind == MessageKind.Server);
        Assert.Equal((outcome.MessageId, "*", "ann", "server", null), (logged.Id, logged.Room, logged.Operator, logged.Sender, logged.Recipient));
    }

    [Fact]
    public async Task Send_Everyone_ReachesWhoIsInTwoRoomsOnce()
    {
        var (both, other) = (await _host.JoinAsync(), await _host.JoinAsync("lab"));
        var lab = _host.Hub.RoomOf("lab");
        var second = new RoomMember(both.Session, lab);
        both.Session.Add(second);
        lab.Post(new RoomItem(RoomItemKind.Join, ChatMessage.OfSession(_host.Time.GetUtcNow(), both.Session.Identity, "both", SystemEvent.Connected), second));

        var outcome = await _host.Hub.Send("早上好", new SendTarget.Everyone(), "ann").Soon();

        Assert.Equal((2, 0, 0), (outcome.Recipients, outcome.Queued, outcome.Skipped));
        Assert.Equal(["早上好"], both.Output.Texts.Where(text => text == "早上好"));
        await _host.Hub.Send("lab only", new SendTarget.ToRoom("lab"), null).Soon();
        Assert.All(new[] { both, other }, member => Assert.Contains("lab only", member.Output.Texts)); // the other room is not lost to it
    }

    [Fact]
    public async Task Send_ToRoom_ReachesThatRoomOnly()
    {
        var (lobby, lab) = (await _host.JoinAsync(), await _host.JoinAsync("lab"));

        var outcome = await _host.Hub.Send("lab only", new SendTarget.ToRoom("LAB"), null).Soon();

        Assert.Equal(1, outcome.Recipients);
        Assert.Equal(["lab only"], lab.Output.Texts);
        Assert.Empty(lobby.Output.Texts);
    }

    [Fact]
    public async Task Send_ToUnknownRoom_IsLoggedAndReachesNobody()
    {
        var outcome = await _host.Hub.Send("anyone?", new SendTarget.ToRoom("nowhere"), null).Soon();

        Assert.Equal((0, 0, 0), (outcome.Recipients, outcome.Queued, outcome.Skipped));
        Assert.Equal(outcome.MessageId, _host.Hub.History.LastId);
    }

    [Fact]
    public async Task Send_ToSessions_ReachesEachOnceAndCountsUnknownAsSkipped()
    {
        var (one, two, lab) = (await _host.JoinAsync(), await _host.JoinAsync(), await _host.JoinAsync("lab"));

        var outcome = await _host.Hub.Send("you", new SendTarget.ToSessions([one.Session.Id, lab.Session.Id, one.Session.Id, 999, 1000]), "ann").Soon();

        Assert.Equal((2, 0, 2), (outcome.Recipients, outcome.Queued, outcome.Skipped));
        Assert.Equal((1, 0, 1), (one.Output.Texts.Length, two.Output.Texts.Length, lab.Output.Texts.Length));
        Assert.Equal("5 connections", _host.Hub.History.Newest(1)[0].Recipient);
    }

    [Fact]
    public async Task Send_ToOneSession_NamesItInTheLog()
    {
        var one = await _host.JoinAsync();

        await _host.Hub.Send("you", new SendTarget.ToSessions([one.Session.Id]), null).Soon();

        Assert.Equal("#1", _host.Hub.History.Newest(1)[0].Recipient);
    }

    [Fact]
    public async Task Send_ToClosedSession_IsSkipped()
    {
        var one = await _host.JoinAsync();
        _host.Hub.Close(one.Session, DisconnectReason.ClientClosed);

        var outcome = await _host.Hub.Send("gone", new SendTarget.ToSessions([one.Session.Id]), null).Soon();

        Assert.Equal((0, 0, 1), (outcome.Recipients, outcome.Queued, outcome.Skipped));
    }

    [Fact]
    public async Task Send_OutputsThatQueueOrSkip_AreCountedAsSuch()
    {
        var members = new[] { await _host.JoinAsync(), await _host.JoinAsync(), await _host.JoinAsync() };
        members[1].Output.Answer = DeliveryState.Queued;
        members[2].Output.Answer = DeliveryState.Skipped;

        var outcome = await _host.Hub.Send("x", new SendTarget.Everyone(), null).Soon();

        Assert.Equal((2, 1, 1), (outcome.Recipients, outcome.Queued, outcome.Skipped));
    }

    [Fact]
    public async Task Send_AfterRoomMessages_ArrivesAfterThem()
    {
        var one = await _host.JoinAsync();
        _ = one.Say("a", "b");
        await _host.Hub.Send("server", new SendTarget.Everyone(), null).Soon();

        Assert.Equal(["a", "b", "server"], one.Output.Texts);
    }

    [Fact]
    public async Task Send_ToTheRoom_IsInTheWelcomeOfThoseWhoComeLater()
    {
        await _host.JoinAsync();
        await _host.Hub.Send("rules", new SendTarget.Everyone(), null).Soon();

        var late = await _host.JoinAsync();

        Assert.Equal(["rules"], late.Output.Recent.Select(message => message.Text));
    }
}
