using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Framing.Tests;

public sealed class LineFramerProperties
{
    private static readonly Gen<byte[]> AroundTheLimit = Gen.Choose(14, 18).Select(length => Encoding.ASCII.GetBytes(new string('x', length)));

    private static readonly Gen<byte[]> Piece =
        Gen.Frequency((4, Streams.Text), (4, Streams.Ending), (2, AroundTheLimit), (2, Streams.AnyByte));

    private static readonly Arbitrary<SplitStream> Any = Streams.Of(Piece).ToShrinking();

    private static readonly Arbitrary<SplitStream> ValidText =
        Streams.Of(Gen.Frequency((6, Streams.Text), (1, Streams.Ending))).ToShrinking();

    [Theory]
    [InlineData(16, true)]
    [InlineData(16, false)]
    [InlineData(17, true)]
    [InlineData(40, true)]
    public void Frames_AnySplit_AreThoseOfTheNaiveFramer(int maxMessageBytes, bool utf8)
    {
        var options = new LineFramerOptions { MaxMessageBytes = maxMessageBytes, Utf8 = utf8 };
        Streams.Holds(Any, stream =>
        {
            (List<FrameCopy> frames, long skipped) = NaiveFramer.Frames(stream.Bytes, options);
            foreach (IEnumerable<byte[]> reads in new[] { [stream.Bytes], stream.Reads, stream.SingleBytes })
            {
                var bench = new FramerBench(options);
                Assert.Equal(frames, ReadAll(bench, reads));
                Assert.Equal(skipped, bench.Framer.SkippedBytes);
            }
        });
    }

    [Fact]
    public void Frames_NothingTooLong_JoinToTheInput()
    {
        Streams.Holds(Any, stream =>
        {
            List<FrameCopy> frames = ReadAll(new FramerBench(), stream.Reads);
            Assert.Equal(Encoding.Latin1.GetString(stream.Bytes), string.Concat(frames.Select(frame => frame.Bytes)));
        });
    }

    [Fact]
    public void Frames_FlushedAtAnyRead_JoinToTheInputButSwallowedLf()
    {
        Streams.Holds(Any, stream =>
        {
            var bench = new FramerBench();
            var expected = new StringBuilder();
            var given = new StringBuilder();
            bool swallow = false;
            foreach (byte[] read in stream.Reads.Where(read => read.Length > 0))
            {
                string bytes = Encoding.Latin1.GetString(read);
                expected.Append(swallow && bytes[0] == '\n' ? bytes[1..] : bytes);
                given.AppendJoin("", bench.Read(read).Select(frame => frame.Bytes));
                FrameCopy? flushed = bench.FlushAfter(5000);
                given.Append(flushed?.Bytes);
                swallow = flushed is { Ending: LineEnding.Cr };
                Assert.False(bench.Framer.HasRemainder);
            }

            Assert.Equal(expected.ToString(), given.ToString());
        });
    }

    [Fact]
    public void Frames_ValidUtf8TooLong_AreNeverCutInsideACharacter()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Streams.Holds(ValidText, stream =>
        {
            var bench = new FramerBench(new LineFramerOptions { MaxMessageBytes = 16 });
            foreach (FrameCopy frame in ReadAll(bench, stream.Reads))
            {
                strict.GetString(Encoding.Latin1.GetBytes(frame.Text));
                Assert.True(frame.Outcome != FrameOutcome.TooLong || frame.Text.Length > 16 - 4);
            }
        });
    }

    [Fact]
    public void Frames_ValidUtf8FlushedAfterFlushAfter_AreNeverCutInsideACharacter()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Streams.Holds(ValidText, stream =>
        {
            var bench = new FramerBench();
            foreach (byte[] read in stream.Reads)
            {
                List<FrameCopy> frames = bench.Read(read);
                if (bench.FlushAfter(50) is { } flushed)
                {
                    frames.Add(flushed);
                }

                Assert.All(frames, frame => strict.GetString(Encoding.Latin1.GetBytes(frame.Text)));
            }
        });
    }

    [Fact]
    public void UntilFlush_Always_IsThereWhileSomethingWaitsAndNeverNegative()
    {
        Streams.Holds(Any, stream =>
        {
            var bench = new FramerBench(new LineFramerOptions { MaxMessageBytes = 16 });
            foreach (byte[] read in stream.Reads)
            {
                bench.Read(read);
                Assert.True(!bench.Framer.HasRemainder || bench.Framer.UntilFlush is not null);
                Assert.False(bench.Framer.UntilFlush < TimeSpan.Zero);
                bench.Time.Advance(TimeSpan.FromMilliseconds(read.Length));
            }
        });
    }

    private static List<FrameCopy> ReadAll(FramerBench bench, IEnumerable<byte[]> reads)
    {
        List<FrameCopy> frames = [.. reads.SelectMany(read => bench.Read([.. read]))];
        if (bench.Complete() is { } last)
        {
            frames.Add(last);
        }

        return frames;
    }
}
