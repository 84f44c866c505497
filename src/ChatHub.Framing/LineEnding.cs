namespace ChatHub.Framing;

/// <summary>The bytes that ended a line. Clients differ: nc sends LF, telnet CR LF, a raw terminal a lone CR, the Qt client nothing.</summary>
public enum LineEnding : byte
{
    /// <summary>No ending: the frame was cut by silence, by the end of input or by the size limit.</summary>
    None,

    /// <summary>A line feed, 0x0A.</summary>
    Lf,

    /// <summary>A carriage return and a line feed, 0x0D 0x0A: the end of a line in RFC 854.</summary>
    CrLf,

    /// <summary>A carriage return, 0x0D, with no line feed after it.</summary>
    Cr,
}
