namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A piece of a text: plain, found by a search, or the mark of a character that would not be seen.</summary>
/// <param name="Text">What to show.</param>
/// <param name="IsMark">Whether it stands for something else.</param>
/// <param name="IsFound">Whether a search found it.</param>
public readonly record struct TextRun(string Text, bool IsMark, bool IsFound = false)
{
    private static readonly string[] s_names =
        "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".Split(' ');

    /// <summary>The short name of a marked control character, which is seen where a font has no picture for it; null for everything else.</summary>
    public string? Name => (IsMark, Text) switch
    {
        (true, [>= '\u2400' and <= '\u241F' and var picture]) => s_names[picture - 0x2400],
        (true, "␡") => "DEL",
        _ => null,
    };
}
