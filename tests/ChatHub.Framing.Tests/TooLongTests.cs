using System.Text;

namespace ChatHub.Framing.Tests;

public sealed class TooLongTests
{
    private const string Sixteen = "0123456789abcdef";

    private readonly FramerBench _bench = new(new LineFramerOptions { MaxMessageBytes = 16 });

    [Theory]
    [InlineData("\n", LineEnding.Lf)]
    [InlineData("\r\n", LineEnding.CrLf)]
    public void Read_TextOfExactlyTheLimit_IsNotTooLong(string written, LineEnding ending)
    {
        Assert.Equal([FrameCopy.Of(Sixteen, ending)], _bench.Read(Sixteen + written));
        Assert.Empty(_bench.Read(Sixteen));
        Assert.Equal([FrameCopy.Of(Sixteen, ending)], _bench.Read(written));
        Assert.Equal(0, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Read_OneByteMore_IsCutOnceAndSkippedToItsEnding()
    {
        Assert.Equal(
            [FrameCopy.Of(Sixteen, LineEnding.None, FrameOutcome.TooLong), FrameCopy.Of("next", LineEnding.Lf)],
            _bench.Read(Sixteen + "X\r\nnext\n"));
        Assert.Equal(1, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Read_LimitPassedInALaterRead_IsCutOnceAndSkippedToItsEnding()
    {
        Assert.Empty(_bench.Read("0123456789"));
        Assert.Equal([FrameCopy.Of(Sixteen, LineEnding.None, FrameOutcome.TooLong)], _bench.Read("abcdefX"));
        Assert.False(_bench.Framer.HasRemainder);
        Assert.Empty(_bench.Read("more and more and more"));
        Assert.Empty(_bench.Read("YZ\r"));
        Assert.Equal([FrameCopy.Of("next", LineEnding.Lf)], _bench.Read("\nnext\n"));
        Assert.Equal(1 + 22 + 2, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Cut_InsideACharacter_MovesBackToItsStart()
    {
        Assert.Equal(
            [FrameCopy.Of("0123456789abcd", LineEnding.None, FrameOutcome.TooLong), FrameCopy.Of("", LineEnding.Lf)],
            _bench.Read("0123456789abcd小明\n\n"));
        Assert.Equal(6, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Cut_NotUtf8_IsAtTheLimit()
    {
        var bench = new FramerBench(new LineFramerOptions { MaxMessageBytes = 16, Utf8 = false });
        Assert.Equal(16, Assert.Single(bench.Read("0123456789abcd小明\n")).Text.Length);
        Assert.Equal(4, bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Skipping_Silence_EndsItWithoutAFrame()
    {
        _bench.Read(Sixteen + "X");
        Assert.False(_bench.Framer.HasRemainder);
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Null(_bench.FlushAfter(49));
        _bench.Read("Y");
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Null(_bench.FlushAfter(50));
        Assert.Null(_bench.Framer.UntilFlush);
        Assert.Equal([FrameCopy.Of("next", LineEnding.Lf)], _bench.Read("next\n"));
        Assert.Equal(2, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Skipping_EndOfInput_GivesNothing()
    {
        _bench.Read(Sixteen + "X");
        Assert.Null(_bench.Complete());
        Assert.Null(_bench.Framer.UntilFlush);
    }

    [Fact]
    public void SkippedBytes_SeveralMessages_AddUp()
    {
        _bench.Read(Sixteen + "X\n" + Sixteen + "XY\n" + Sixteen + "\r" + Sixteen + "XYZ\r\r");
        Assert.Equal(6, _bench.Framer.SkippedBytes);
    }

    [Fact]
    public void Read_PasteOf300Kilobytes_IsOneMessage()
    {
        var bench = new FramerBench();
        string text = string.Concat(Enumerable.Repeat("你好", 50_000));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (byte[] chunk in bytes.Chunk(65_536))
        {
            Assert.Empty(bench.Read(chunk));
            Assert.Null(bench.FlushAfter(40));
        }

        Assert.Equal(FrameCopy.Of(text, LineEnding.None, FrameOutcome.Flushed), bench.FlushAfter(10));
    }
}
