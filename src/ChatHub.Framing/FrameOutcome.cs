namespace ChatHub.Framing;

/// <summary>How a frame came to its end.</summary>
public enum FrameOutcome : byte
{
    /// <summary>By its line ending.</summary>
    Terminated,

    /// <summary>By silence: its sender wrote no ending and nothing more for a while.</summary>
    Flushed,

    /// <summary>By the end of the stream.</summary>
    EndOfInput,

    /// <summary>By the size limit: the frame is the start of a message, the rest of that message is skipped.</summary>
    TooLong,
}
