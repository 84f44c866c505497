using System.Globalization;
using System.Text;

namespace ChatHub.Framing.Tests;

/// <summary>A frame that outlives its buffer; bytes as Latin-1, so that a failure can be read and two can be compared.</summary>
internal sealed record FrameCopy(string Text, LineEnding Ending, FrameOutcome Outcome, string Bytes)
{
    public static FrameCopy Of(Frame frame) =>
        new(Encoding.Latin1.GetString(frame.Text), frame.Ending, frame.Outcome, Encoding.Latin1.GetString(frame.Bytes));

    public static FrameCopy Of(string text, LineEnding ending, FrameOutcome outcome = FrameOutcome.Terminated)
    {
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        string written = ending switch { LineEnding.Lf => "\n", LineEnding.CrLf => "\r\n", LineEnding.Cr => "\r", _ => "" };
        return new(bytes, ending, outcome, bytes + written);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"[{Uri.EscapeDataString(Text)} {Ending} {Outcome}]");
}
