using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>Which lines of the live log are shown.</summary>
/// <param name="Text">What a line must contain in its text or names; empty for every line.</param>
/// <param name="ShowsEvents">Whether who comes and goes is among them.</param>
/// <param name="Fields">What else a line must be: its room, listener, sender, connection, address, kind.</param>
public sealed record LogChoice(string Text, bool ShowsEvents, MessageQuery Fields)
{
    /// <summary>Every line.</summary>
    public static LogChoice All { get; } = new("", true, MessageQuery.All);
}
