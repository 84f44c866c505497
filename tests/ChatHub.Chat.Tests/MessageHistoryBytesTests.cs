using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Chat.Tests;

/// <summary>The history is bounded in bytes too: a few long messages must not fill the memory that many short ones would not.</summary>
public sealed class MessageHistoryBytesTests
{
    [Theory]
    [InlineData(10, "10,20,30,40", "2,3,4", 90)]  // exactly the limit is held
    [InlineData(10, "10,20,30,41", "3,4", 90)]    // a byte more, and the oldest goes
    [InlineData(10, "10,20,91", "3", 90)]         // longer than the limit: held, alone
    [InlineData(10, "91,1", "2", 90)]             // and gone with the next
    [InlineData(10, "0,0,90,0", "1,2,3,4", 90)]   // empty ones cost nothing
    [InlineData(3, "10,10,10,10", "2,3,4", 90)]   // the length is the narrower limit
    [InlineData(3, "10,10,80,10", "3,4", 90)]     // the bytes are
    [InlineData(3, "90,1,1,1,88", "3,4,5", 90)]   // what the length let go does not count any more
    public void Append_OverTheBytes_LetsTheOldestGo(int capacity, string sizes, string heldIds, long bytes)
    {
        var history = Filled(capacity, bytes, Numbers(sizes));
        var held = Numbers(heldIds);

        Assert.Equal(held, Ids(history.Read(1, 100)));
        Assert.Equal(held[0], history.FirstId);
        Assert.Equal(Numbers(sizes).Length, history.LastId);
    }

    [Fact]
    public void Append_OverTheBytesInOneCall_LetsTheOldestGo()
    {
        var history = new MessageHistory(10, 50);
        history.Append(Enumerable.Repeat(20, 7).Select(Message).ToArray());

        Assert.Equal([6, 7], Ids(history.Newest(10)));
        Assert.Equal(6, history.FirstId);
    }

    [Theory]
    [InlineData(1, 1, "6")] // what has gone is passed over
    [InlineData(5, 2, "6,7")]
    [InlineData(6, 1, "6")]
    [InlineData(7, 9, "7")]
    [InlineData(8, 1, "")]
    [InlineData(-3, 9, "6,7")]
    public void Read_AroundTheOldestThatIsHeld_GivesWhatIsThere(long firstId, int count, string expected)
    {
        var history = Filled(10, 50, [.. Enumerable.Repeat(20, 7)]);

        Assert.Equal(Numbers(expected), Ids(history.Read(firstId, count)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "7")]
    [InlineData(2, "6,7")]
    [InlineData(3, "6,7")]
    [InlineData(int.MaxValue, "6,7")]
    public void Newest_MoreThanTheBytesHold_GivesWhatIsThere(int count, string expected)
    {
        var history = Filled(10, 50, [.. Enumerable.Repeat(20, 7)]);

        Assert.Equal(Numbers(expected), Ids(history.Newest(count)));
    }

    [Fact]
    public void History_AnySizesAndLimits_IsTheListWhoseOldestGo() => Prop.ForAll<NonEmptyArray<byte>, PositiveInt, byte>((sizes, length, bytes) =>
    {
        var capacity = 1 + (length.Get % 12);
        var history = new MessageHistory(capacity, bytes);
        var naive = new List<(long Id, int Size)>();
        foreach (var size in sizes.Get.Select(size => size % 80))
        {
            history.Append([Message(size)]);
            naive.Add((history.LastId, size));
            while (naive.Count > capacity || (naive.Count > 1 && naive.Sum(one => one.Size) > bytes))
            {
                naive.RemoveAt(0);
            }

            Assert.Equal(naive[0].Id, history.FirstId);
            Assert.Equal(naive, history.Read(long.MinValue / 2, int.MaxValue).Select(message => (message.Id, message.Body.Length)));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static MessageHistory Filled(int capacity, long bytes, IEnumerable<int> sizes)
    {
        var history = new MessageHistory(capacity, bytes);
        foreach (var size in sizes)
        {
            history.Append([Message(size)]);
        }

        return history;
    }

    private static int[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture))];

    private static IEnumerable<int> Ids(IEnumerable<ChatMessage> messages) => messages.Select(message => (int)message.Id);

    private static ChatMessage Message(int size) => ChatMessage.FromServer(DateTimeOffset.UnixEpoch, new string('x', size), null, null);
}
