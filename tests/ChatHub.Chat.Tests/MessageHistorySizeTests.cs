using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Chat.Tests;

/// <summary>The history is given another size while it is used.</summary>
public sealed class MessageHistorySizeTests
{
    [Theory]
    [InlineData(3, 1_000, "5,6,7")]
    [InlineData(20, 1_000, "1,2,3,4,5,6,7")]
    [InlineData(20, 45, "6,7")]
    [InlineData(20, 1, "7")] // the newest stays whatever its size
    [InlineData(10, 1_000, "1,2,3,4,5,6,7")]
    public void Resize_OfSevenMessages_TheNewestThatHaveAPlaceStay(int length, long bytes, string expected)
    {
        var history = new MessageHistory(10);
        Append(history, 7);

        history.Resize(length, bytes);

        Assert.Equal(expected, Ids(history));
        Assert.Equal(length, history.Capacity);
        Assert.Equal(7, history.LastId);
    }

    [Fact]
    public void Resize_OfAnEmptyOne_Holds()
    {
        var history = new MessageHistory(10);
        history.Resize(2, 1_000);
        Append(history, 3);
        Assert.Equal("2,3", Ids(history));
    }

    [Fact]
    public void Resize_AtAnyTimes_IsTheListWhoseOldestGo() => Prop.ForAll<NonEmptyArray<(bool Resizes, byte Number)>>(steps =>
    {
        var (history, length, naive) = (new MessageHistory(5), 5, new List<long>());
        foreach (var (resizes, number) in steps.Get)
        {
            if (resizes)
            {
                history.Resize(length = 1 + (number % 9), long.MaxValue);
            }
            else
            {
                Append(history, number % 4);
                naive.AddRange(Enumerable.Range(1, number % 4).Select(i => history.LastId - (number % 4) + i));
            }

            naive.RemoveRange(0, Math.Max(0, naive.Count - length));
            Assert.Equal(naive, history.Read(0, int.MaxValue).Select(message => message.Id));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void Append(MessageHistory history, int count)
    {
        for (var i = 0; i < count; i++)
        {
            history.Append([ChatMessage.FromServer(DateTimeOffset.UnixEpoch, new string('x', 20), null, null)]);
        }
    }

    private static string Ids(MessageHistory history) => new StringBuilder().AppendJoin(',', history.Read(0, int.MaxValue).Select(message => message.Id)).ToString();
}
