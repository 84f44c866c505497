using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Framing.Tests;

/// <summary>A framer on a clock that stands still until told, and the loop that a connection runs around it.</summary>
internal sealed class FramerBench
{
    public FramerBench(LineFramerOptions? options = null) => Framer = new LineFramer(options ?? new LineFramerOptions(), Time);

    public FakeTimeProvider Time { get; } = new();

    public LineFramer Framer { get; }

    public double? UntilFlushMs => Framer.UntilFlush?.TotalMilliseconds;

    public List<FrameCopy> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public List<FrameCopy> Read(params byte[] bytes)
    {
        var frames = new List<FrameCopy>();
        ReadOnlySpan<byte> input = bytes;
        while (Framer.TryRead(ref input, out Frame frame))
        {
            frames.Add(FrameCopy.Of(frame));
        }

        Assert.True(input.IsEmpty);

        // A real caller reads into the same array again; nothing may depend on the old bytes.
        Array.Fill(bytes, (byte)'?');
        return frames;
    }

    public FrameCopy? Flush() => Framer.TryFlush(out Frame frame) ? FrameCopy.Of(frame) : null;

    public FrameCopy? FlushAfter(double milliseconds)
    {
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return Flush();
    }

    public FrameCopy? Complete() => Framer.TryComplete(out Frame frame) ? FrameCopy.Of(frame) : null;
}
