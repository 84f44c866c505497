using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>What the column <c>flags</c> says. The numbers are in files: they never change.</summary>
[Flags]
internal enum MessageFlags
{
    None = 0,

    /// <summary><see cref="ChatMessage.EndsEarlier"/>.</summary>
    EndsEarlier = 1,

    /// <summary><see cref="ChatMessage.EndingInside"/>.</summary>
    EndingInside = 2,
}

/// <summary>A message as a row of the log's file, to be written.</summary>
internal static class MessageRow
{
    /// <summary>Writes a row; <see cref="Bind"/> binds its parameters.</summary>
    public const string Insert =
        "INSERT INTO messages(id, at, kind, room, connection, sender, text_length, name_length, flags, event, reason, operator, recipient, text, body) "
        + "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// <summary>Writes what does not change about a session, once; <see cref="BindConnection"/> binds its parameters.</summary>
    /// <remarks>A file that goes on from the numbers of another has an empty one in the place of the newest.</remarks>
    public const string InsertConnection =
        "INSERT INTO connections(id, listener, remote, encoding) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET listener = excluded.listener, remote = excluded.remote, encoding = excluded.encoding WHERE connections.remote = ''";

    /// <summary>Binds a message that has its number.</summary>
    public static void Bind(Statement insert, ChatMessage message)
    {
        insert.Bind(1, message.Id);
        insert.Bind(2, MessageTime.ToMicroseconds(message.At));
        insert.Bind(3, (long)message.Kind);
        insert.Bind(4, message.Room);
        insert.Bind(5, message.Origin?.Id);
        insert.Bind(6, message.Sender);
        insert.Bind(7, message.TextLength);
        insert.Bind(8, message.NameLength);
        insert.Bind(9, (long)((message.EndsEarlier ? MessageFlags.EndsEarlier : 0) | (message.EndingInside ? MessageFlags.EndingInside : 0)));
        insert.Bind(10, (long?)message.Event);
        insert.Bind(11, message.Reason == DisconnectReason.None ? null : (long?)message.Reason);
        insert.Bind(12, message.Operator);
        insert.Bind(13, message.Recipient);
        insert.Bind(14, message is { Kind: MessageKind.System, Text: "" } ? null : message.GivenText);
        insert.BindBytes(15, message.Body.Span);
    }

    /// <summary>Binds what does not change about a session.</summary>
    public static void BindConnection(Statement insert, SessionIdentity identity)
    {
        insert.Bind(1, identity.Id);
        insert.Bind(2, identity.Listener);
        insert.Bind(3, identity.Remote);
        insert.Bind(4, identity.Encoding.WebName);
    }
}
