namespace ChatHub.Chat.Tests;

public sealed class MessageHubTests : IDisposable
{
    private readonly HubUnderTest _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Open_First_IsWelcomedToTheDefaultRoomAsGuest()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();

        Assert.Equal(("guest-1", "lobby", 0), (one.Session.Name, one.Output.Room, one.Output.Others));
        Assert.Equal(("guest-2", "lobby", 1), (two.Session.Name, two.Output.Room, two.Output.Others));
        Assert.Equal(["lobby"], one.Session.Rooms.Select(room => room.Name));
        Assert.Equal(2, _host.Hub.RoomOf("LOBBY").MemberCount);
    }

    [Fact]
    public async Task Open_Another_TheRoomIsNotified()
    {
        var one = await _host.JoinAsync();
        await _host.JoinAsync();

        await one.Output.Until(output => output.Notices.Contains("Connected guest-2"));
    }

    [Fact]
    public async Task Publish_Text_ReachesAllMembersAndTheLog()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();

        await one.Say("hello", "world").Soon();

        await one.Output.UntilTexts(2);
        await two.Output.UntilTexts(2);
        Assert.Equal(["hello", "world"], one.Output.Texts);
        Assert.Equal(["hello", "world"], two.Output.Texts);
        Assert.True(one.Output.OwnBatches > 0);
        Assert.Equal(["lobby", "lobby"], _host.Hub.History.Newest(2).Select(message => message.Room));
        await Deadline.Until(() => _host.Hub.Totals is { MessagesIn: 2, Deliveries: 4 }, "both are counted for both");
    }

    [Fact]
    public async Task Publish_AfterClose_IsNotTaken()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        _host.Hub.Close(one.Session, DisconnectReason.Kicked);

        await one.Say("ghost").Soon();
        Assert.False(one.Whisper(two, "ghost"));
        await two.Say("fence").Soon();

        await two.Output.UntilTexts(1);
        Assert.Equal(["fence"], two.Output.Texts);
        Assert.Equal(1, _host.Hub.Totals.MessagesIn);
    }

    [Fact]
    public async Task Close_AfterPublish_DeliversWhatIsOwedThenCompletes()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        _ = one.Say("last words");

        Assert.True(_host.Hub.Close(one.Session, DisconnectReason.Farewell));
        Assert.Equal(DisconnectReason.Farewell, await one.Output.Completed.Soon());

        Assert.Equal(["last words"], one.Output.Texts);
        await two.Output.Until(output => output.Notices.Contains("Disconnected guest-1"));
        Assert.Equal(DisconnectReason.Farewell, Assert.Single(_host.Hub.History.Newest(100), entry => entry.Event == SystemEvent.Disconnected).Reason);
        Assert.Equal([two.Session], _host.Hub.Sessions);
        Assert.Empty(one.Session.Rooms);
        Assert.Equal(1, _host.Hub.RoomOf("lobby").MemberCount);
    }

    [Fact]
    public async Task Close_Twice_CountsOnce()
    {
        var one = await _host.JoinAsync();

        Assert.True(_host.Hub.Close(one.Session, DisconnectReason.Kicked, "ann"));
        Assert.False(_host.Hub.Close(one.Session, DisconnectReason.ClientClosed));

        Assert.Equal(DisconnectReason.Kicked, await one.Output.Completed.Soon());
        Assert.Equal("ann", Assert.Single(_host.Hub.History.Newest(100), entry => entry.Event == SystemEvent.Disconnected).Operator);
    }

    [Fact]
    public async Task Close_InTheSameTurnAsTheJoin_StillWelcomesAndCompletes()
    {
        var holder = await HeldAsync();
        var brief = _host.Open();
        _host.Hub.Close(brief.Session, DisconnectReason.ClientClosed);
        holder.Output.LetGo();

        Assert.Equal(DisconnectReason.ClientClosed, await brief.Output.Completed.Soon());
        Assert.True(brief.Output.Welcomed.IsCompleted);
        Assert.Equal(1, _host.Hub.RoomOf("lobby").MemberCount);
    }

    [Fact]
    public async Task Rename_FreeName_TellsTheRoomAndKeepsTheOrder()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        await one.Say("as guest").Soon();
        Assert.Null(_host.Hub.Rename(one.Session, "Ann"));
        await one.Say("as Ann").Soon();

        await two.Output.UntilTexts(2);
        Assert.Equal(
            ["as guest by guest-1", "guest-1 by Ann", "as Ann by Ann"],
            two.Output.Delivered.Where(message => message.Event is null or SystemEvent.Renamed).Select(message => $"{message.Text} by {message.Sender}"));
        Assert.Same(one.Session, _host.Hub.FindByName("ann"));
    }

    [Fact]
    public async Task Rename_ByManyAtOnce_LeavesNoNameBehind()
    {
        var names = Enumerable.Range(0, 30_000).Select(number => $"name{number}x").ToArray();
        var one = await _host.JoinAsync();
        var taken = -1;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(turn => Task.Run(() =>
        {
            while (Interlocked.Increment(ref taken) is var number && number < names.Length)
            {
                if (turn == 0)
                {
                    _host.Hub.ShowAs(one.Session, "shown only");
                }

                _host.Hub.Names.TryClaim(one.Session, names[number]);
            }
        }))).Soon();

        _host.Hub.Close(one.Session, DisconnectReason.ClientClosed);

        var another = await _host.JoinAsync();
        Assert.All(names, name => Assert.Null(_host.Hub.Names.TryClaim(another.Session, name)));
    }

    [Fact]
    public async Task Rename_TakenName_SaysWhyAndKeepsTheOld()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        _host.Hub.Rename(one.Session, "Ann");

        Assert.Equal("the name ANN is taken", _host.Hub.Rename(two.Session, "ANN"));
        Assert.Equal("guest-2", two.Session.Name);
    }

    [Fact]
    public async Task Close_OfNamedSession_SetsTheNameFree()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        _host.Hub.Rename(one.Session, "Ann");
        _host.Hub.Close(one.Session, DisconnectReason.ClientClosed);

        Assert.Null(_host.Hub.Rename(two.Session, "Ann"));
        Assert.Same(two.Session, _host.Hub.FindByName("Ann"));
    }

    [Fact]
    public async Task Rename_OfClosedSession_DoesNotKeepTheName()
    {
        var one = await _host.JoinAsync();
        _host.Hub.Close(one.Session, DisconnectReason.ClientClosed);
        _host.Hub.Rename(one.Session, "Ann");

        Assert.Null(_host.Hub.FindByName("Ann"));
    }

    [Fact]
    public async Task ShowAs_SeveralTheSame_AllHaveItAndNobodyIsTold()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        _host.Hub.ShowAs(one.Session, "小明");
        _host.Hub.ShowAs(two.Session, "小明");
        await one.Say("fence").Soon();

        await two.Output.UntilTexts(1);
        Assert.Equal(("小明", "小明"), (one.Session.Name, two.Session.Name));
        Assert.DoesNotContain(two.Output.Delivered, message => message.Event == SystemEvent.Renamed);
    }

    [Theory]
    [InlineData("mia")]
    [InlineData("MIA")]
    [InlineData("m\u0456a")] // a Cyrillic i
    [InlineData("server")]
    public async Task ShowAs_NameOfAnOperator_IsNotShown(string name)
    {
        var one = await _host.JoinAsync();
        _host.Hub.Names.OfOperators = ["mia"];

        Assert.False(_host.Hub.ShowAs(one.Session, name));
        Assert.StartsWith("guest-", one.Session.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowAs_NameHasBecomeAnOperators_IsGivenUp()
    {
        var one = await _host.JoinAsync();
        Assert.True(_host.Hub.ShowAs(one.Session, "mia"));
        _host.Hub.Names.OfOperators = ["mia"];

        Assert.False(_host.Hub.ShowAs(one.Session, "mia"));
        Assert.StartsWith("guest-", one.Session.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowAs_AfterNick_TheClaimedNameStays()
    {
        var one = await _host.JoinAsync();
        _host.Hub.Rename(one.Session, "Ann");
        _host.Hub.ShowAs(one.Session, "小明");

        Assert.Equal("Ann", one.Session.Name);
    }

    [Fact]
    public async Task PublishPrivate_AfterRoomMessages_ArrivesAfterThemAndAtOneOnly()
    {
        var (one, two, three) = (await _host.JoinAsync(), await _host.JoinAsync(), await _host.JoinAsync());
        _ = one.Say("to all");
        Assert.True(one.Whisper(two, "to two"));
        _ = one.Say("to all again");

        await two.Output.UntilTexts(3);
        await three.Output.UntilTexts(2);
        Assert.Equal(["to all", "to two", "to all again"], two.Output.Texts);
        Assert.Equal(["to all", "to all again"], three.Output.Texts);
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Kind: MessageKind.Private, Text: "to two" });
    }

    [Fact]
    public async Task PublishPrivate_IsNotInTheWelcomeOfOthers()
    {
        var (one, two) = (await _host.JoinAsync(), await _host.JoinAsync());
        await one.Say("to all").Soon();
        one.Whisper(two, "secret");
        await two.Output.UntilTexts(2);

        var three = await _host.JoinAsync();

        Assert.Equal(["to all"], three.Output.Recent.Select(message => message.Text));
    }

    [Fact]
    public async Task PublishPrivate_ToClosedSession_IsRefused()
    {
        var (one, two) = (await _host.JoinAsync(), await _host.JoinAsync());
        _host.Hub.Close(two.Session, DisconnectReason.ClientClosed);

        Assert.False(one.Whisper(two, "gone"));
    }

    [Fact]
    public async Task Record_Event_IsInTheLogAndReachesNobody()
    {
        var one = await _host.JoinAsync();
        _host.Hub.Record(ChatMessage.OfListener(_host.Time.GetUtcNow(), "relay", SystemEvent.ListenerFaulted, "in use"));
        await one.Say("fence").Soon();

        await one.Output.UntilTexts(1);
        Assert.Contains(_host.Hub.History.Newest(10), entry => entry is { Event: SystemEvent.ListenerFaulted, Sender: "relay", Text: "in use" });
        Assert.DoesNotContain(one.Output.Delivered, message => message.Event == SystemEvent.ListenerFaulted);
    }

    [Fact]
    public async Task Publish_SkippedByAnOutput_IsCounted()
    {
        var one = await _host.JoinAsync();
        var two = await _host.JoinAsync();
        two.Output.Answer = DeliveryState.Skipped;
        await one.Say("a", "b").Soon();

        await one.Output.UntilTexts(2);
        await Deadline.Until(() => _host.Hub.Totals.Skipped >= 2, "both are counted as skipped");
    }

    private async Task<Participant> HeldAsync()
    {
        var holder = await _host.JoinAsync();
        holder.Output.Hold();
        _ = holder.Say("hold");
        await holder.Output.Held.Soon();
        return holder;
    }
}
