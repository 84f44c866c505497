using ChatHub.Benchmarks.Load.Lines;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

public sealed class StreamCheckerTests
{
    private readonly Tally _tally = new();

    [Fact]
    public void Take_CorrectStreamsOfTwoSenders_FindsNothing()
    {
        var checker = new StreamChecker(_tally, senders: 2);

        foreach (var number in Enumerable.Range(0, 1000))
        {
            Assert.True(checker.Take(Line(0, number)));
            Assert.True(checker.Take(Line(1, number)));
        }

        Assert.Equal((2000, 0, 0, 0), Counts());
        Assert.Equal(0, checker.Missing(0, sent: 1000));
        Assert.True(_tally.IsClean);
    }

    [Fact]
    public void Take_NumbersLeftOut_CountsEachAsLost()
    {
        TakeAll(new StreamChecker(_tally, senders: 1), 0, 1, 4, 5);

        Assert.Equal((4, 2, 0, 0), Counts());
        Assert.False(_tally.IsClean);
    }

    [Fact]
    public void Missing_StreamThatEndsEarly_TellsHowManyDidNotCome()
    {
        var checker = new StreamChecker(_tally, senders: 1);

        TakeAll(checker, 0, 1, 2);

        Assert.Equal(7, checker.Missing(0, sent: 10));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 1, 2 })]
    [InlineData(new[] { 0, 1, 2, 0 })]
    [InlineData(new[] { 0, 1, 5, 2, 2, 3, 4 })]
    public void Take_LineAgain_CountsADouble(int[] numbers)
    {
        TakeAll(new StreamChecker(_tally, senders: 1), numbers);

        Assert.Equal(1, _tally.Doubled);
        Assert.Equal(0, _tally.Lost);
    }

    [Fact]
    public void Take_LineAfterALaterOne_CountsAsReorderedAndNotAsLost()
    {
        TakeAll(new StreamChecker(_tally, senders: 1), 0, 2, 1, 3);

        Assert.Equal((4, 0, 0, 1), Counts());
        Assert.False(_tally.IsClean);
    }

    [Fact]
    public void Take_ReceiverThatCameInTheMiddle_IsOwedNothingFromBefore()
    {
        TakeAll(new StreamChecker(_tally, senders: 1, fromFirst: true), 700, 701, 703);

        Assert.Equal((3, 1, 0, 0), Counts());
    }

    private static LineHeader Line(int sender, int number) => new((ushort)sender, (uint)number, 0);

    private static void TakeAll(StreamChecker checker, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            checker.Take(Line(0, number));
        }
    }

    private (long Received, long Lost, long Doubled, long Reordered) Counts() =>
        (_tally.Received, _tally.Lost, _tally.Doubled, _tally.Reordered);
}
