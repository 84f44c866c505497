using ChatHub.Framing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols;

/// <summary>What the sessions of one Relay or Chat listener share.</summary>
/// <param name="Settings">The listener's settings.</param>
/// <param name="Formats">Its formats.</param>
internal sealed record LineProtocol(ListenerSettings Settings, LineFormats Formats)
{
    public LineFramerOptions Framing { get; } = new()
    {
        MaxMessageBytes = Settings.MaxMessageBytes,
        FlushAfter = Settings.FlushAfter,
        Utf8 = Settings.Encoding.CodePage == System.Text.Encoding.UTF8.CodePage,
    };
}
