namespace ChatHub.Framing.Tests;

public sealed class LineEndingTests
{
    private readonly FramerBench _bench = new();

    [Fact]
    public void Read_EachEnding_IsTakenAndNamed()
    {
        Assert.Equal(
            [FrameCopy.Of("a", LineEnding.Lf), FrameCopy.Of("b", LineEnding.CrLf), FrameCopy.Of("c", LineEnding.Cr), FrameCopy.Of("d", LineEnding.Lf)],
            _bench.Read("a\nb\r\nc\rd\n"));
        Assert.False(_bench.Framer.HasRemainder);
    }

    [Fact]
    public void Read_EmptyLines_AreFramesWithoutText()
    {
        List<FrameCopy> frames = _bench.Read("\n\r\n\r\r\n\n");
        Assert.Equal([LineEnding.Lf, LineEnding.CrLf, LineEnding.Cr, LineEnding.CrLf, LineEnding.Lf], frames.Select(frame => frame.Ending));
        Assert.All(frames, frame => Assert.Equal("", frame.Text));
    }

    [Fact]
    public void Read_LineOverSeveralReads_IsOneFrame()
    {
        Assert.Empty(_bench.Read("小"));
        Assert.Empty(_bench.Read("明：hi"));
        Assert.Equal([FrameCopy.Of("小明：hi", LineEnding.Lf), FrameCopy.Of("x", LineEnding.Lf)], _bench.Read("\nx\n"));
    }

    [Fact]
    public void Read_EndingInAReadOfItsOwn_BelongsToTheText()
    {
        // nc.traditional -C
        Assert.Empty(_bench.Read("hi"));
        Assert.Equal([FrameCopy.Of("hi", LineEnding.CrLf)], _bench.Read("\r\n"));
    }

    [Fact]
    public void HeldCr_LfFollows_IsOneCrLf()
    {
        Assert.Empty(_bench.Read("hi\r"));
        Assert.True(_bench.Framer.HasRemainder);
        Assert.Equal([FrameCopy.Of("hi", LineEnding.CrLf), FrameCopy.Of("x", LineEnding.Lf)], _bench.Read("\nx\n"));
    }

    [Fact]
    public void HeldCr_OtherByteFollows_IsACr()
    {
        Assert.Empty(_bench.Read("hi\r"));
        Assert.Equal([FrameCopy.Of("hi", LineEnding.Cr), FrameCopy.Of("x", LineEnding.Lf)], _bench.Read("x\n"));
    }

    [Fact]
    public void HeldCr_CrFollows_StaysHeldForTheSecond()
    {
        Assert.Empty(_bench.Read("\r"));
        Assert.Equal([FrameCopy.Of("", LineEnding.Cr)], _bench.Read("\r"));
        Assert.Equal([FrameCopy.Of("", LineEnding.CrLf)], _bench.Read("\n"));
    }

    [Fact]
    public void HeldCr_EndOfInput_IsACr()
    {
        _bench.Read("hi\r");
        Assert.Equal(FrameCopy.Of("hi", LineEnding.Cr), _bench.Complete());
        Assert.Null(_bench.Complete());
    }

    [Fact]
    public void Complete_TextWithoutEnding_IsDelivered()
    {
        // printf 'hi' | ncat
        _bench.Read("hi");
        Assert.Equal(FrameCopy.Of("hi", LineEnding.None, FrameOutcome.EndOfInput), _bench.Complete());
        Assert.False(_bench.Framer.HasRemainder);
        Assert.Null(_bench.Framer.UntilFlush);
        Assert.Null(_bench.Complete());
    }

    [Fact]
    public void Complete_NothingLeft_GivesNothing()
    {
        Assert.Null(_bench.Complete());
        _bench.Read("hi\n");
        Assert.Null(_bench.Complete());
    }

    [Fact]
    public void Read_NulInText_IsKept()
    {
        Assert.Equal([FrameCopy.Of("a\0b", LineEnding.Lf)], _bench.Read("a\0b\n"));
    }
}
