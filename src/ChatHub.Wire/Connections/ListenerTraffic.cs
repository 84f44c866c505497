namespace ChatHub.Wire.Connections;

/// <summary>What went through a listener since the start, over all its connections.</summary>
/// <param name="Listener">Its name.</param>
/// <param name="Protocol">Its protocol.</param>
/// <param name="MessagesIn">Messages from its connections.</param>
/// <param name="MessagesOut">Messages given to their sockets or outboxes.</param>
/// <param name="BytesIn">Bytes received.</param>
/// <param name="BytesOut">Bytes that sockets took.</param>
public sealed record ListenerTraffic(string Listener, string Protocol, long MessagesIn, long MessagesOut, long BytesIn, long BytesOut)
{
    internal static ListenerTraffic None(ConnectionSnapshot row) => new(row.Listener, row.Protocol, 0, 0, 0, 0);

    internal ListenerTraffic And(ConnectionSnapshot row) => this with
    {
        MessagesIn = MessagesIn + row.MessagesIn,
        MessagesOut = MessagesOut + row.MessagesOut,
        BytesIn = BytesIn + row.BytesIn,
        BytesOut = BytesOut + row.BytesOut,
    };
}
