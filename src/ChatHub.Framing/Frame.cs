namespace ChatHub.Framing;

/// <summary>
/// One message as it stood on the wire. A view of memory that is not its own: valid until the next call on the framer
/// that gave it, or until the input it was taken from is changed.
/// </summary>
public readonly ref struct Frame
{
    internal Frame(ReadOnlySpan<byte> bytes, int textLength, LineEnding ending, FrameOutcome outcome)
    {
        Bytes = bytes;
        TextLength = textLength;
        Ending = ending;
        Outcome = outcome;
    }

    /// <summary>The frame exactly as the sender wrote it, ending included.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Length of the text in bytes, without the ending; 0 for an empty line, at most <see cref="LineFramerOptions.MaxMessageBytes"/>.</summary>
    public int TextLength { get; }

    /// <summary>The text, without the ending. Any bytes but CR and LF: it may hold NUL, and need not be valid UTF-8.</summary>
    public ReadOnlySpan<byte> Text => Bytes[..TextLength];

    /// <summary>The ending that the sender wrote.</summary>
    public LineEnding Ending { get; }

    /// <summary>How the frame came to its end.</summary>
    public FrameOutcome Outcome { get; }
}
