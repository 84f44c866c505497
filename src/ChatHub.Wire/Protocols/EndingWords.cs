using ChatHub.Chat;

namespace ChatHub.Wire.Protocols;

/// <summary>Why the server ends a connection, in words for its client.</summary>
internal static class EndingWords
{
    /// <returns>Null where the client ended it itself or cannot be told any more.</returns>
    public static string? For(DisconnectReason reason) => reason switch
    {
        DisconnectReason.Kicked => "an operator ended your connection",
        DisconnectReason.Banned => "your address is banned",
        DisconnectReason.IdleTimeout => "your connection is closed because nothing came from you for too long",
        DisconnectReason.MessageTooLong => "your connection is closed because a message was too long again",
        DisconnectReason.Flooding => "your connection is closed because you sent too much",
        DisconnectReason.ListenerStopped => "this port is closed now",
        DisconnectReason.ServerStopping => "the server is stopping",
        _ => null,
    };
}
