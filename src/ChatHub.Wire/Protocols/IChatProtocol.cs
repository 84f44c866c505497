using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols;

/// <summary>How the clients of one listener speak: one instance per listener, with its settings and its shared formats.</summary>
internal interface IChatProtocol
{
    /// <summary>The settings it speaks by.</summary>
    ListenerSettings Settings { get; }

    /// <summary>The protocol's side of a new connection.</summary>
    ProtocolSession Open(Connection connection);

    /// <summary>A line of the hub to somebody who is turned away; empty where the protocol has no text.</summary>
    ReadOnlyMemory<byte> Refusal(string reason);
}
