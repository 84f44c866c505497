namespace ChatHub.Chat;

/// <summary>Why a connection ended. Used as a label of metrics, in the log and on screens.</summary>
public enum DisconnectReason : byte
{
    /// <summary>Not ended.</summary>
    None,

    /// <summary>The client closed its side of the connection.</summary>
    ClientClosed,

    /// <summary>The client said farewell (<c>@断开连接@</c> in Relay, <c>/quit</c> in Chat).</summary>
    Farewell,

    /// <summary>An operator ended it.</summary>
    Kicked,

    /// <summary>Its address is banned.</summary>
    Banned,

    /// <summary>Its outbox was full, or the oldest bytes in it waited longer than the write timeout.</summary>
    SlowConsumer,

    /// <summary>Nothing came from it for the idle timeout of its listener.</summary>
    IdleTimeout,

    /// <summary>It sent messages over the size limit again after it was told.</summary>
    MessageTooLong,

    /// <summary>It sent more than the flood limits allow.</summary>
    Flooding,

    /// <summary>The server has as many connections as it may have.</summary>
    ConnectionLimit,

    /// <summary>Its listener was stopped.</summary>
    ListenerStopped,

    /// <summary>The server is stopping.</summary>
    ServerStopping,

    /// <summary>The network failed: reset, timed out, unreachable.</summary>
    TransportError,

    /// <summary>A fault of the server in handling this one connection; the server's log has the details.</summary>
    InternalError,

    /// <summary>It did not agree on TLS, or a proxy did not say whom it speaks for, rightly and in time.</summary>
    HandshakeFailed,

    /// <summary>It did not know the password of its listener, or did not say it in time.</summary>
    WrongPassword,

    /// <summary>A proxy told an address that may not connect there, or has or had as many connections as one address may.</summary>
    NotAdmitted,
}
