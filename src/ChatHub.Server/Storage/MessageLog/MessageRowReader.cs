using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>
/// Makes messages of rows. A statement selects <see cref="Columns"/> or <see cref="CutColumns"/> first, from <see cref="Tables"/>; other columns
/// may follow from <see cref="Count"/> on. Keeps what rows have in common, so one reader is for one thread and one connection.
/// </summary>
/// <param name="connection">Where the rows are read: huge bodies are fetched in part.</param>
internal sealed class MessageRowReader(SqliteConnection connection)
{
    /// <summary>The tables; messages are <c>m</c>, connections <c>c</c>.</summary>
    public const string Tables = "messages AS m LEFT JOIN connections AS c ON c.id = m.connection";

    /// <summary>The columns of a message with its whole body.</summary>
    public const string Columns = Common + "m.body";

    /// <summary>The columns of a message with at most the first 4,096 bytes of its body; a longer one is fetched by <see cref="ReadCut"/>.</summary>
    public const string CutColumns = Common + "CASE WHEN length(m.body) <= 4096 THEN m.body END";

    /// <summary>How many columns these are.</summary>
    public const int Count = 19;

    private const string Common =
        "m.id, m.at, m.kind, m.room, m.connection, m.sender, m.text_length, m.name_length, m.flags, m.event, m.reason, m.operator, m.recipient, m.text, "
        + "c.listener, c.remote, c.encoding, length(m.body), ";

    private const int MostIdentities = 4096;

    private readonly Dictionary<long, SessionIdentity> _identities = [];
    private string _room = "";
    private byte[] _roomBytes = [];

    /// <summary>The message of a row of <see cref="Columns"/>.</summary>
    public ChatMessage Read(Statement row) => Make(row, row.Bytes(18).ToArray());

    /// <summary>The message of a row of <see cref="CutColumns"/>.</summary>
    public LoggedMessage ReadCut(Statement row)
    {
        var length = BodyBytes(row);
        var body = length <= LoggedMessage.MostBodyBytes ? row.Bytes(18).ToArray() : FirstBytes(row.Int64(0), LoggedMessage.MostBodyBytes);
        return new LoggedMessage(Make(row, body), length);
    }

    /// <summary>The bytes of the whole body of a row.</summary>
    public static int BodyBytes(Statement row) => (int)row.Int64(17);

    /// <summary>The room of a row. Most rows are of the room of the row before.</summary>
    public string Room(Statement row)
    {
        var bytes = row.Bytes(3);
        if (!bytes.SequenceEqual(_roomBytes))
        {
            _roomBytes = bytes.ToArray();
            _room = Encoding.UTF8.GetString(bytes);
        }

        return _room;
    }

    private ChatMessage Make(Statement row, byte[] body)
    {
        var kind = (MessageKind)row.Int64(2);
        var flags = (MessageFlags)row.Int64(8);
        var textLength = (int)Math.Clamp(row.Int64(6), 0, body.Length); // of a cut body all is text
        return ChatMessage.FromLog(
            row.Int64(0),
            kind,
            MessageTime.FromMicroseconds(row.Int64(1)),
            Room(row),
            row.IsNull(4) ? null : Identity(row),
            row.Text(5),
            body,
            textLength,
            (int)Math.Clamp(row.Int64(7), 0, textLength),
            row.TextOrNull(13),
            flags.HasFlag(MessageFlags.EndsEarlier),
            flags.HasFlag(MessageFlags.EndingInside),
            row.IsNull(9) ? null : (SystemEvent)row.Int64(9),
            (DisconnectReason)row.Int64(10),
            row.TextOrNull(11),
            row.TextOrNull(12));
    }

    private SessionIdentity Identity(Statement row)
    {
        var id = row.Int64(4);
        if (_identities.TryGetValue(id, out var known))
        {
            return known;
        }

        if (_identities.Count == MostIdentities)
        {
            _identities.Clear();
        }

        return _identities[id] = new SessionIdentity(id, row.Text(14), row.Text(15), LogEncodings.Of(row.Text(16)));
    }

    private byte[] FirstBytes(long id, int count)
    {
        var database = connection.Handle!;
        var result = raw.sqlite3_blob_open(database, "main", "messages", "body", id, 0, out var blob);
        SqliteException.ThrowExceptionForRC(result, database);
        using (blob)
        {
            var bytes = new byte[count];
            SqliteException.ThrowExceptionForRC(raw.sqlite3_blob_read(blob, bytes, 0), database);
            return bytes;
        }
    }
}
