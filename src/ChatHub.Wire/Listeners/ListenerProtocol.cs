namespace ChatHub.Wire.Listeners;

/// <summary>How the clients of a listener speak.</summary>
public enum ListenerProtocol
{
    /// <summary>The original chat room: text with or without line endings, relayed unchanged.</summary>
    Relay,

    /// <summary>People in lines: names, commands, notices, telnet commands removed.</summary>
    Chat,

    /// <summary>Bytes, untouched, as they come.</summary>
    Raw,
}

/// <summary>What is put before the text that a Relay listener hands on.</summary>
public enum Attribution
{
    /// <summary>Nothing: the text unchanged.</summary>
    None,

    /// <summary><c>name：</c>, unless the text names its sender itself.</summary>
    Name,

    /// <summary><c>客户端[ip:port]：</c>, as the first version of the original server did.</summary>
    Endpoint,
}

/// <summary>The line ending that clients of a listener get.</summary>
public enum OutputLineEnding
{
    /// <summary>The one that each client uses itself; until it is known, the sender's own, and <c>\n</c> for the hub's words.</summary>
    Auto,

    /// <summary>None.</summary>
    None,

    /// <summary><c>\n</c></summary>
    Lf,

    /// <summary><c>\r\n</c></summary>
    CrLf,
}
