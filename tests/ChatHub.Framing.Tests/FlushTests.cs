using System.Text;

namespace ChatHub.Framing.Tests;

public sealed class FlushTests
{
    private static readonly byte[] Xiao = Encoding.UTF8.GetBytes("小");

    private readonly FramerBench _bench = new();

    [Fact]
    public void UntilFlush_NothingWaits_IsNull()
    {
        Assert.Null(_bench.Framer.UntilFlush);
        _bench.Read("hi\n");
        Assert.Null(_bench.Framer.UntilFlush);
        Assert.Null(_bench.FlushAfter(5000));
    }

    [Fact]
    public void Flush_QtMessageWithoutEnding_ComesAfterFiftyMilliseconds()
    {
        _bench.Read("小明：你好 hello");
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Null(_bench.FlushAfter(49));
        Assert.Equal(1, _bench.UntilFlushMs);
        Assert.True(_bench.Framer.HasRemainder);
        Assert.Equal(FrameCopy.Of("小明：你好 hello", LineEnding.None, FrameOutcome.Flushed), _bench.FlushAfter(1));
        Assert.False(_bench.Framer.HasRemainder);
        Assert.Null(_bench.Framer.UntilFlush);
    }

    [Fact]
    public void UntilFlush_LongOverdue_IsZero()
    {
        _bench.Read("hi");
        _bench.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, _bench.UntilFlushMs);
    }

    [Fact]
    public void UntilFlush_NewBytes_StartAgain()
    {
        _bench.Read("hi");
        Assert.Null(_bench.FlushAfter(40));
        _bench.Read("ho");
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Null(_bench.FlushAfter(40));
        Assert.Equal(FrameCopy.Of("hiho", LineEnding.None, FrameOutcome.Flushed), _bench.FlushAfter(10));
    }

    [Fact]
    public void UntilFlush_EmptyRead_DoesNotStartAgain()
    {
        _bench.Read("hi");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
        _bench.Read("");
        Assert.Equal(10, _bench.UntilFlushMs);
    }

    [Fact]
    public void Flush_InnerNewlines_OnlyTheLastLineWaits()
    {
        // A Qt message of several lines; its last line is one character, but not a key press.
        Assert.Equal([FrameCopy.Of("小明：一", LineEnding.Lf)], _bench.Read("小明：一\n二"));
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Equal(FrameCopy.Of("二", LineEnding.None, FrameOutcome.Flushed), _bench.FlushAfter(50));
    }

    [Fact]
    public void Flush_FarewellGluedToText_IsOneFrame()
    {
        _bench.Read("小明：hi小明：hi@断开连接@");
        Assert.Equal(FrameCopy.Of("小明：hi小明：hi@断开连接@", LineEnding.None, FrameOutcome.Flushed), _bench.FlushAfter(50));
    }

    [Fact]
    public void Flush_InfiniteFlushAfter_NeverComes()
    {
        var bench = new FramerBench(new LineFramerOptions { FlushAfter = Timeout.InfiniteTimeSpan });
        foreach (string text in new[] { "hi", " ho", "\r\nh" })
        {
            bench.Read(text);
            Assert.Null(bench.Framer.UntilFlush);
            Assert.Null(bench.FlushAfter(1e7));
        }

        Assert.True(bench.Framer.HasRemainder);
    }

    [Fact]
    public void Flush_InfiniteFlushAfter_HeldCrIsTerminatedAfterItsGrace()
    {
        var bench = new FramerBench(new LineFramerOptions { FlushAfter = Timeout.InfiniteTimeSpan });
        bench.Read("hi\r");
        Assert.Equal(50, bench.UntilFlushMs);
        Assert.Null(bench.FlushAfter(49));
        Assert.Equal(FrameCopy.Of("hi", LineEnding.Cr), bench.FlushAfter(1));
        Assert.Null(bench.Framer.UntilFlush);
        Assert.Empty(bench.Read("\n")); // it belonged to the CR
    }

    [Fact]
    public void Flush_HeldCr_IsTerminatedAfterFlushAfter()
    {
        _bench.Read("hi\r");
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Equal(FrameCopy.Of("hi", LineEnding.Cr), _bench.FlushAfter(50));
    }

    [Fact]
    public void Flush_HeldCrThenLf_SwallowsTheLf()
    {
        _bench.Read("hi\r");
        _bench.FlushAfter(50);
        Assert.Empty(_bench.Read("\n"));
        Assert.False(_bench.Framer.HasRemainder);
        Assert.Equal([FrameCopy.Of("", LineEnding.Lf)], _bench.Read("\n"));
    }

    [Fact]
    public void Flush_HeldCrThenText_KeepsALaterLf()
    {
        _bench.Read("hi\r");
        _bench.FlushAfter(50);
        Assert.Equal([FrameCopy.Of("x", LineEnding.Lf), FrameCopy.Of("", LineEnding.Lf)], _bench.Read("x\n\n"));
    }

    [Fact]
    public void Flush_RemainderEndsInsideACharacter_WaitsTheIncompleteGrace()
    {
        _bench.Read([(byte)'a', (byte)'b', .. Xiao[..2]]);
        Assert.Equal(1000, _bench.UntilFlushMs);
        Assert.Null(_bench.FlushAfter(999));
        FrameCopy? frame = _bench.FlushAfter(1);
        Assert.Equal(4, frame?.Text.Length);
        Assert.Equal(FrameOutcome.Flushed, frame?.Outcome);
    }

    [Fact]
    public void Flush_CharacterIsCompleted_WaitsFlushAfterAgain()
    {
        _bench.Read([(byte)'a', (byte)'b', .. Xiao[..2]]);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(300));
        _bench.Read(Xiao[2]);
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Equal(FrameCopy.Of("ab小", LineEnding.None, FrameOutcome.Flushed), _bench.FlushAfter(50));
    }

    [Fact]
    public void Flush_EndsInBytesThatAreNoCharacter_WaitsFlushAfter()
    {
        _bench.Read("ab"u8.ToArray().Append((byte)0xC0).ToArray());
        Assert.Equal(50, _bench.UntilFlushMs);
    }

    [Fact]
    public void Flush_NotUtf8_NeverWaitsForACharacter()
    {
        var bench = new FramerBench(new LineFramerOptions { Utf8 = false });
        bench.Read([(byte)'a', (byte)'b', .. Xiao[..2]]);
        Assert.Equal(50, bench.UntilFlushMs);
        bench = new FramerBench(new LineFramerOptions { Utf8 = false });
        bench.Read([.. Xiao]);
        Assert.Equal(50, bench.UntilFlushMs);
        bench = new FramerBench(new LineFramerOptions { Utf8 = false });
        bench.Read(Xiao[0]);
        Assert.Equal(2000, bench.UntilFlushMs);
    }

    [Fact]
    public void Flush_GracesShorterThanFlushAfter_DoNotShortenIt()
    {
        var options = new LineFramerOptions { FlushAfter = TimeSpan.FromSeconds(3), KeystrokeGrace = TimeSpan.Zero };
        var bench = new FramerBench(options);
        bench.Read(Xiao[0]);
        Assert.Equal(3000, bench.UntilFlushMs);
    }

    [Fact]
    public void Keystrokes_OneCharacterARead_WaitTheKeystrokeGrace()
    {
        // socat in raw mode
        foreach (string key in new[] { "h", "i", "小", "😀" })
        {
            Assert.Empty(_bench.Read(key));
            Assert.Equal(2000, _bench.UntilFlushMs);
            Assert.Null(_bench.FlushAfter(500));
        }

        Assert.Empty(_bench.Read("\r"));
        Assert.Equal(50, _bench.UntilFlushMs);
        Assert.Equal(FrameCopy.Of("hi小😀", LineEnding.Cr), _bench.FlushAfter(50));
    }

    [Fact]
    public void Keystrokes_CharacterByteByByte_WaitTheKeystrokeGrace()
    {
        foreach (byte piece in Xiao)
        {
            _bench.Read(piece);
            Assert.Equal(2000, _bench.UntilFlushMs);
        }

        _bench.Read([.. Xiao[..1]]);
        _bench.Read([.. Xiao[1..]]);
        Assert.Equal(2000, _bench.UntilFlushMs);
    }

    [Fact]
    public void Keystrokes_FirstKeyAfterAHeldCr_WaitsTheKeystrokeGrace()
    {
        _bench.Read("\r");
        Assert.Equal([FrameCopy.Of("", LineEnding.Cr)], _bench.Read("h"));
        Assert.Equal(2000, _bench.UntilFlushMs);
    }

    [Fact]
    public void Keystrokes_LastCharacterOfALargerRead_IsNone()
    {
        _bench.Read("\r");
        _bench.Read("\nh");
        Assert.Equal(50, _bench.UntilFlushMs);
        _bench.FlushAfter(50);
        _bench.Read("one\ntwo\nh");
        Assert.Equal(50, _bench.UntilFlushMs);
        _bench.FlushAfter(50);
        _bench.Read("h");
        Assert.Equal(2000, _bench.UntilFlushMs);
    }

    [Theory]
    [InlineData("hi", "h")]
    [InlineData("h", "hi")]
    [InlineData("h", "小明")]
    public void Keystrokes_AnyReadBroughtMore_WaitFlushAfter(string first, string second)
    {
        _bench.Read(first);
        _bench.Read(second);
        Assert.Equal(50, _bench.UntilFlushMs);
    }
}
