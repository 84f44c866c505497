using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Framing.Tests;

public sealed class LineFramerMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryRead_FrameWholeInTheInput_IsASliceOfIt()
    {
        byte[] bytes = "one\ntwo\r\n"u8.ToArray();
        var framer = new LineFramer(new LineFramerOptions(), _time);
        ReadOnlySpan<byte> input = bytes;
        Assert.True(framer.TryRead(ref input, out Frame one));
        Assert.True(one.Bytes.Overlaps(bytes, out int first));
        Assert.True(framer.TryRead(ref input, out Frame two));
        Assert.True(two.Bytes.Overlaps(bytes, out int second));
        Assert.Equal((0, -4), (first, second));
    }

    [Fact]
    public void TryRead_ManyLines_AllocatesNothingAndReadsTheClockOnlyForARemainder()
    {
        var clock = new CountingClock();
        var framer = new LineFramer(new LineFramerOptions(), clock);
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("hello there\n", 5000)));
        int frames = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            frames += CountFrames(framer, bytes);
        }

        // Less than a byte in ten lines: the runtime itself may allocate a little when it compiles the loop anew.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(50_000, frames);
        Assert.Equal(0, clock.Reads);
        CountFrames(framer, bytes.AsSpan(..^1));
        Assert.Equal(1, clock.Reads);
    }

    [Fact]
    public void Remainder_Emptied_GivesItsBufferBack()
    {
        // An array of this size that was not given back would be allocated anew each time.
        var framer = new LineFramer(new LineFramerOptions(), _time);
        byte[] half = new byte[40_000];
        for (int i = 0; i < 100; i++)
        {
            CountFrames(framer, half);
            CountFrames(framer, half);
            CountFrames(framer, "\n"u8);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            CountFrames(framer, half);
            CountFrames(framer, half);
            CountFrames(framer, "\n"u8);
        }

        // 100 rounds that lose their arrays cost more than 10 MB; a collection may empty the pool once or twice.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void TryRead_FrameFromTheRemainder_StaysValidUntilTheNextCall()
    {
        var framer = new LineFramer(new LineFramerOptions(), _time);
        var other = new LineFramer(new LineFramerOptions(), _time);
        CountFrames(framer, "hello"u8);
        ReadOnlySpan<byte> input = "!\n"u8;
        Assert.True(framer.TryRead(ref input, out Frame frame));

        // Another connection on the same thread rents at once, and would get a buffer given back too early.
        CountFrames(other, "XXXXXXXXXX"u8);
        Assert.True(framer.UntilFlush is null && !framer.HasRemainder);
        Assert.Equal("hello!\n"u8, frame.Bytes);
    }

    [Fact]
    public void Read_EndlessMessageWithoutEnding_KeepsNoMoreThanTheLimit()
    {
        var framer = new LineFramer(new LineFramerOptions { MaxMessageBytes = 100_000 }, _time);
        byte[] chunk = new byte[4096];
        long before = GC.GetAllocatedBytesForCurrentThread();
        int frames = 0;
        for (int i = 0; i < 10_000; i++)
        {
            frames += CountFrames(framer, chunk);
        }

        Assert.Equal(1, frames);
        Assert.Equal((10_000L * 4096) - 100_000, framer.SkippedBytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600_000);
    }

    [Fact]
    public void Read_RandomBytes_NeverThrowsAndStaysBounded()
    {
        var random = new Random(20260101);
        var framer = new LineFramer(new LineFramerOptions { MaxMessageBytes = 512 }, _time);
        byte[] chunk = new byte[3000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3000; i++)
        {
            Span<byte> read = chunk.AsSpan(0, random.Next(chunk.Length));
            random.NextBytes(read);
            CountFrames(framer, read);
            if (random.Next(3) == 0)
            {
                _time.Advance(TimeSpan.FromMilliseconds(random.Next(1500)));
                framer.TryFlush(out _);
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static int CountFrames(LineFramer framer, ReadOnlySpan<byte> input)
    {
        int frames = 0;
        while (framer.TryRead(ref input, out _))
        {
            frames++;
        }

        return frames;
    }

    private sealed class CountingClock : TimeProvider
    {
        public int Reads { get; private set; }

        public override long GetTimestamp() => ++Reads;
    }
}
