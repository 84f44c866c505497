using System.Text;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Tests.Connections;

public sealed class OutboxTests
{
    [Fact]
    public void MakeRoom_DropsTheOldest_ButNotWhatIsKept_AndKeepsTheOrder()
    {
        var outbox = new Outbox();
        outbox.Enqueue("chat1"u8.ToArray(), 1, 1);
        outbox.Enqueue("FILE1"u8.ToArray(), 0, 2, isKept: true);
        outbox.Enqueue("chat2"u8.ToArray(), 1, 3);
        outbox.Enqueue("FILE2"u8.ToArray(), 0, 4, isKept: true);
        outbox.Enqueue("chat3"u8.ToArray(), 1, 5);

        Assert.Equal(2, outbox.MakeRoom(5, 20));
        outbox.Enqueue("chat4"u8.ToArray(), 1, 6);
        Assert.Equal("<2>FILE1FILE2chat3chat4", All(outbox));

        outbox.Enqueue("FILE3"u8.ToArray(), 0, 7, isKept: true);
        Assert.Equal(0, outbox.MakeRoom(5, 5)); // nothing that may go
        Assert.Equal("FILE3", All(outbox));
        Assert.True(outbox.IsEmpty);
    }

    [Fact]
    public void Room_OfAnOutboxThatSendsABatchOverItsLimit_IsThereForTheNext()
    {
        var outbox = new Outbox();
        outbox.EnqueueRest(new byte[1_000], 1); // the rest of a batch: one is taken whatever its size
        Assert.True(outbox.HasRoom(1, 100));
        Assert.True(outbox.HasRoom(1_000, 100)); // and one behind it
        outbox.Enqueue(new byte[60], 1, 2);

        Assert.True(outbox.HasRoom(40, 100));
        Assert.False(outbox.HasRoom(41, 100));
        Assert.Equal(1, outbox.MakeRoom(41, 100));
        Assert.True(outbox.HasRoom(41, 100));
    }

    [Fact]
    public void Room_BetweenTwoBatchesOverItsLimit_IsThereForALine()
    {
        var outbox = new Outbox();
        outbox.EnqueueRest(new byte[1_000], 1);
        outbox.Enqueue(new byte[1_000], 1, 2);
        outbox.Sent(1_000); // the first is gone, the second not begun

        Assert.True(outbox.HasRoom(1, 100));
    }

    private static string All(Outbox outbox)
    {
        var all = new StringBuilder();
        while (!outbox.IsEmpty)
        {
            var next = outbox.Peek(100, count => Encoding.UTF8.GetBytes($"<{count}>"));
            all.Append(Encoding.UTF8.GetString(next.Span));
            outbox.Sent(next.Length);
        }

        return all.ToString();
    }
}
