using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols.Relay;

/// <summary>The original chat room: text with or without endings, relayed unchanged to all, the sender included.</summary>
internal sealed class RelayProtocol : IChatProtocol
{
    public RelayProtocol(ListenerSettings settings)
    {
        Lines = new LineProtocol(settings, new LineFormats(settings.LineEnding, ending => new RelayFormat(settings, ending)));
        Farewell = settings.Encoding.GetBytes(settings.Farewell);
        Greeting = settings.Encoding.GetBytes(settings.Greeting ?? "");
    }

    public ListenerSettings Settings => Lines.Settings;

    public LineProtocol Lines { get; }

    /// <summary>The bytes that end a session; empty for none.</summary>
    public ReadOnlyMemory<byte> Farewell { get; }

    public ReadOnlyMemory<byte> Greeting { get; }

    public ProtocolSession Open(Connection connection) => new RelaySession(connection, this);

    public ReadOnlyMemory<byte> Refusal(string reason) => Lines.Settings.Encoding.GetBytes(Lines.Settings.OperatorPrefix + reason + "\n");
}
