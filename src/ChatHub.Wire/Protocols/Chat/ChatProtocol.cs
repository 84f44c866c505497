using ChatHub.Framing;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols.Chat;

/// <summary>People in lines: names, commands, notices; telnet commands are removed.</summary>
internal sealed class ChatProtocol(ListenerSettings settings) : IChatProtocol
{
    public ListenerSettings Settings { get; } = settings;

    /// <summary>Whether telnet's commands are looked for.</summary>
    public bool HasTelnet { get; } = TelnetFilter.Suits(settings.Encoding);

    public LineProtocol Lines { get; } = new(settings, new LineFormats(settings.LineEnding, ending => new ChatFormat(settings, ending)));

    public ProtocolSession Open(Connection connection) => new ChatSession(connection, this);

    public ReadOnlyMemory<byte> Refusal(string reason) => Settings.Encoding.GetBytes($"* {reason}\r\n");
}
