using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Reads what was said before the start. What cannot be read is left out: a server without its history is better than none.</summary>
/// <param name="path">The log's file.</param>
/// <param name="lastId">Number of its newest entry at the start.</param>
/// <param name="logger">For what goes wrong.</param>
internal sealed class MessageRecall(string path, long lastId, ILogger logger)
{
    /// <summary>The newest entries, oldest first, at most so many, with at most so many bytes of bodies.</summary>
    public IReadOnlyList<ChatMessage> Newest(int count, long bytes) => Read((connection, newest) =>
    {
        using var rows = new Statement(
            connection, $"SELECT {MessageRowReader.Columns} FROM {MessageRowReader.Tables} WHERE m.id <= {lastId} ORDER BY m.id DESC LIMIT {count}");
        var reader = new MessageRowReader(connection);
        while (rows.Step() && (bytes -= MessageRowReader.BodyBytes(rows)) >= 0)
        {
            newest.Add(reader.Read(rows));
        }
    });

    /// <summary>The newest messages of a room, oldest first, at most so many; longer bodies than so many bytes are passed over.</summary>
    public IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes) => Read((connection, newest) =>
    {
        using var marks = new Statement(
            connection,
            $"SELECT DISTINCT k.first_id, k.last_id FROM rooms AS r JOIN marks AS k ON k.first_id = r.first_id WHERE r.name IN (?, '*') AND k.first_id <= {lastId} ORDER BY k.first_id DESC");
        using var rows = new Statement(
            connection,
            $"SELECT {MessageRowReader.Columns} FROM {MessageRowReader.Tables} WHERE m.id BETWEEN ? AND ? AND m.kind IN ({(int)MessageKind.Text}, {(int)MessageKind.Emote}, {(int)MessageKind.Server}) "
            + $"AND m.recipient IS NULL AND length(m.body) <= {bytes} ORDER BY m.id DESC");
        var reader = new MessageRowReader(connection);
        marks.Bind(1, MarkWriter.RoomKey(room));
        while (newest.Count < count && marks.Step())
        {
            rows.Bind(1, marks.Int64(0));
            rows.Bind(2, Math.Min(marks.Int64(1), lastId));
            while (newest.Count < count && rows.Step())
            {
                if (reader.Room(rows) is var name && (name == "*" || name.Equals(room, StringComparison.OrdinalIgnoreCase)))
                {
                    newest.Add(reader.Read(rows));
                }
            }

            rows.Reset();
        }
    });

    private List<ChatMessage> Read(Action<SqliteConnection, List<ChatMessage>> read)
    {
        var newest = new List<ChatMessage>();
        if (lastId == 0 || !File.Exists(path))
        {
            return newest;
        }

        try
        {
            using var connection = MessageLogFiles.OpenToRead(path);
            read(connection, newest);
        }
        catch (SqliteException failure)
        {
            MessageLogLog.NotRecalled(logger, StorageFault.Reason(failure));
        }

        newest.Reverse();
        return newest;
    }
}
