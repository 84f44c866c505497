#pragma warning disable CA1822 // a sketch
namespace ChatHub.Wire.Connections;

/// <summary>All open connections, and the recently closed with their reasons.</summary>
public sealed class ConnectionRegistry
{
    /// <summary>Grows with every change of the list: whoever polls compares it.</summary>
    public long Version => 0;

    /// <summary>Open connections.</summary>
    public int Count => 0;

    /// <summary>Most connections open at once since the start.</summary>
    public int Peak => 0;

    /// <summary>Connections accepted since the start.</summary>
    public long Total => 0;

    /// <summary>Bytes waiting in all outboxes.</summary>
    public long BacklogBytes => 0;

    /// <summary>The open connections, in no order.</summary>
    public IReadOnlyList<ConnectionSnapshot> Open() => [];

    /// <summary>The recently closed, newest first.</summary>
    public IReadOnlyList<ConnectionSnapshot> Closed() => [];

    /// <summary>One connection, open or recently closed; null when it is not known.</summary>
    public ConnectionSnapshot? Find(long id) => null;

    /// <summary>Ends an open connection: what is owed is sent, then it is closed.</summary>
    /// <returns>False when there is no such open connection.</returns>
    public bool Disconnect(long id, ChatHub.Chat.DisconnectReason reason, string? @operator = null) => false;
}
