namespace ChatHub.Chat.Tests;

public sealed class MessageHistoryTests
{
    [Fact]
    public void New_IsEmpty()
    {
        var history = new MessageHistory(4);

        Assert.Equal((4, 0L, 1L), (history.Capacity, history.LastId, history.FirstId));
        Assert.Empty(history.Read(1, 10));
        Assert.Empty(history.Newest(10));
    }

    [Fact]
    public void Append_GivesIdsFromOneWithoutGaps()
    {
        var history = Filled(capacity: 10, count: 3);
        history.Append([Message(4), Message(5)]);

        Assert.Equal([1, 2, 3, 4, 5], history.Read(1, 10).Select(message => message.Id));
        Assert.Equal(["1", "2", "3", "4", "5"], history.Read(1, 10).Select(message => message.Text));
    }

    [Fact]
    public void Append_OverCapacity_EvictsTheOldest()
    {
        var history = Filled(capacity: 4, count: 11);

        Assert.Equal((11L, 8L), (history.LastId, history.FirstId));
        Assert.Equal(["8", "9", "10", "11"], history.Read(1, 100).Select(message => message.Text));
    }

    [Fact]
    public void Append_MoreAtOnceThanItHolds_KeepsTheNewest()
    {
        var history = new MessageHistory(3);
        history.Append(Enumerable.Range(1, 8).Select(Message).ToArray());

        Assert.Equal(["6", "7", "8"], history.Newest(3).Select(message => message.Text));
    }

    [Theory]
    [InlineData(1, 2, "4,5")]     // before the oldest: begins at the oldest
    [InlineData(4, 2, "4,5")]
    [InlineData(5, 100, "5,6,7")]
    [InlineData(7, 1, "7")]
    [InlineData(7, 0, "")]
    [InlineData(8, 5, "")]        // after the newest
    [InlineData(-5, 3, "4,5,6")]
    [InlineData(1, -1, "")]
    public void Read_AtTheEdges_GivesWhatIsThere(long firstId, int count, string expected)
    {
        var history = Filled(capacity: 4, count: 7);

        Assert.Equal(expected, string.Join(',', history.Read(firstId, count).Select(message => message.Text)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "7")]
    [InlineData(4, "4,5,6,7")]
    [InlineData(5, "4,5,6,7")]
    [InlineData(int.MaxValue, "4,5,6,7")]
    public void Newest_AtTheEdges_GivesWhatIsThere(int count, string expected)
    {
        var history = Filled(capacity: 4, count: 7);

        Assert.Equal(expected, string.Join(',', history.Newest(count).Select(message => message.Text)));
    }

    [Fact]
    public async Task ReadAndNewest_WhileOthersAppend_GiveRunsWithoutGaps()
    {
        var history = new MessageHistory(50);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                history.Append([Message(i), Message(i)]);
            }
        })));

        while (!writing.IsCompleted)
        {
            var page = history.Newest(20);
            Assert.All(page.Zip(page.Skip(1)), pair => Assert.Equal(pair.First.Id + 1, pair.Second.Id));
        }

        await writing.Soon();
        Assert.Equal(40_000, history.LastId);
    }

    private static MessageHistory Filled(int capacity, int count)
    {
        var history = new MessageHistory(capacity);
        for (var i = 1; i <= count; i++)
        {
            history.Append([Message(i)]);
        }

        return history;
    }

    private static ChatMessage Message(int number) =>
        ChatMessage.FromServer(DateTimeOffset.UnixEpoch, number.ToString(System.Globalization.CultureInfo.InvariantCulture), null, null);
}
