using System.Globalization;

namespace ChatHub.Chat.Tests;

/// <summary>The promises of a room: one order for all, nothing lost, nothing doubled, however many speak at once.</summary>
public sealed class RoomOrderTests : IDisposable
{
    private readonly HubUnderTest _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(2, 2_000, 1)]
    [InlineData(8, 500, 1)]
    [InlineData(16, 250, 7)]
    public async Task Publish_ManyAtOnce_AllSeeOneOrderWithNothingLostOrDoubled(int senders, int each, int perCall)
    {
        var members = await MembersAsync(senders + 2);

        await Task.WhenAll(members.Take(senders).Select(sender => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < each; i += perCall)
            {
                _ = sender.Say([.. Enumerable.Range(i, Math.Min(perCall, each - i)).Select(number => $"{sender.Session.Id} {number}")]);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).Soon();

        foreach (var member in members)
        {
            await member.Output.UntilTexts(senders * each);
        }

        var order = members[0].Output.Texts;
        Assert.Equal(senders * each, order.Length);
        Assert.All(members, member => Assert.Equal(order, member.Output.Texts));
        Assert.All(order.Select(Parse).GroupBy(text => text.Sender), ofSender =>
            Assert.Equal(Enumerable.Range(0, each), ofSender.Select(text => text.Number)));
        Assert.Equal(order, _host.Hub.History.Newest(10_000).Where(entry => entry.Kind == MessageKind.Text).Select(entry => entry.Text));
    }

    [Fact]
    public async Task Join_BetweenMessagesOfOneBatch_GetsTheEarlierAsHistoryAndTheLaterAsMessages()
    {
        var holder = await HeldAsync();
        _ = holder.Say("before 1", "before 2");
        var joiner = _host.Open();
        _ = holder.Say("after 1");
        var second = _host.Open();
        _ = joiner.Say("after 2");
        holder.Output.LetGo();

        await holder.Output.UntilTexts(5);
        await joiner.Output.UntilTexts(2);
        await second.Output.UntilTexts(1);
        Assert.Equal(["hold", "before 1", "before 2"], joiner.Output.Recent.Select(message => message.Text));
        Assert.Equal(["after 1", "after 2"], joiner.Output.Texts);
        Assert.Equal(["hold", "before 1", "before 2", "after 1"], second.Output.Recent.Select(message => message.Text));
        Assert.Equal(["after 2"], second.Output.Texts);
        Assert.Equal("after 1\nafter 2\n", joiner.Output.Written);
    }

    [Fact]
    public async Task Join_WhileOthersPublish_HistoryThenMessagesWithoutGapOrDouble()
    {
        const int Messages = 4_000;
        var speaker = await _host.JoinAsync();
        var joiners = new List<Participant>();
        for (var i = 0; i < Messages; i++)
        {
            _ = speaker.Say($"1 {i}");
            if (i % 100 == 50)
            {
                joiners.Add(_host.Open());
            }
        }

        await speaker.Output.UntilTexts(Messages);
        foreach (var joiner in joiners)
        {
            await joiner.Output.Until(output => output.Texts is [.., var last] && last == $"1 {Messages - 1}");
            var seen = joiner.Output.Recent.Select(message => message.Text).Concat(joiner.Output.Texts).Select(text => Parse(text).Number).ToArray();
            Assert.Equal(20, joiner.Output.Recent.Count);
            Assert.Equal(Enumerable.Range(seen[0], Messages - seen[0]), seen);
        }
    }

    [Fact]
    public async Task Join_LongRoom_GetsTheLastTwentyOfTheRoomsWords()
    {
        var one = await _host.JoinAsync();
        for (var i = 0; i < 30; i++)
        {
            await one.Say($"{i}").Soon();
        }

        await one.Output.UntilTexts(30);
        var late = await _host.JoinAsync();

        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"{i}"), late.Output.Recent.Select(message => message.Text));
    }

    [Fact]
    public async Task Join_WelcomeHistoryZero_GetsNone()
    {
        using var host = new HubUnderTest(new HubOptions { WelcomeHistory = 0 });
        var one = await host.JoinAsync();
        await one.Say("before").Soon();
        await one.Output.UntilTexts(1);

        var late = await host.JoinAsync();

        Assert.Empty(late.Output.Recent);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Join_FewerAreShownThanWhenTheyWereSaid_GetsThatMany(int fewer)
    {
        var one = await _host.JoinAsync();
        for (var i = 0; i < 30; i++)
        {
            await one.Say($"{i}").Soon();
        }

        await one.Output.UntilTexts(30);
        _host.Hub.Use(new HubOptions { WelcomeHistory = fewer });
        var late = await _host.JoinAsync();

        Assert.Equal(Enumerable.Range(30 - fewer, fewer).Select(i => $"{i}"), late.Output.Recent.Select(message => message.Text));
    }

    [Fact]
    public async Task Close_BetweenMessagesOfOneBatch_GetsWhatWasSaidBeforeAndCompletes()
    {
        var holder = await HeldAsync();
        var leaver = _host.Open();
        _ = leaver.Say("bye");
        _host.Hub.Close(leaver.Session, DisconnectReason.Farewell);
        _ = holder.Say("later");
        holder.Output.LetGo();

        Assert.Equal(DisconnectReason.Farewell, await leaver.Output.Completed.Soon());
        await holder.Output.UntilTexts(3);
        Assert.Contains("bye", leaver.Output.Texts);
        Assert.Equal(["hold", "bye", "later"], holder.Output.Texts);
    }

    [Fact]
    public async Task Rooms_OneHeld_TheOtherGoesOn()
    {
        var holder = await HeldAsync();
        var lab = await _host.JoinAsync("lab");

        await lab.Say("we go on").Soon();

        await lab.Output.UntilTexts(1);
        Assert.Empty(holder.Output.Texts);
        holder.Output.LetGo();
        await holder.Output.UntilTexts(1);
        Assert.Equal(["hold"], holder.Output.Texts);
        Assert.Equal(["we go on"], lab.Output.Texts);
    }

    private static (long Sender, int Number) Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(text[..space], CultureInfo.InvariantCulture), int.Parse(text[(space + 1)..], CultureInfo.InvariantCulture));
    }

    private async Task<Participant[]> MembersAsync(int count)
    {
        var members = new Participant[count];
        for (var i = 0; i < count; i++)
        {
            members[i] = await _host.JoinAsync();
        }

        return members;
    }

    /// <summary>A member in whose delivery the room's pump waits until it is let go.</summary>
    private async Task<Participant> HeldAsync()
    {
        var holder = await _host.JoinAsync();
        await holder.Output.Until(_ => true);
        holder.Output.Hold();
        _ = holder.Say("hold");
        await holder.Output.Held.Soon();
        return holder;
    }
}
