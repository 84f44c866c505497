using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// Keeps the marks: for each part of up to <see cref="Most"/> entries one after the other, which times and connections it has, and which rooms
/// something was said in. Works within the transaction of the entries.
/// </summary>
internal sealed class MarkWriter : IDisposable
{
    /// <summary>Most entries of a mark.</summary>
    public const int Most = 4_000;

    /// <summary>Most time of a mark, in microseconds: retention deletes whole marks, and a quiet log must not keep a month for its last hour.</summary>
    private const long Longest = 3_600_000_000;

    private readonly Statement _save;
    private readonly Statement _saveRoom;
    private readonly HashSet<string> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private Mark _mark;
    private Mark _committed;
    private string? _lastRoom;

    /// <summary>Goes on with the newest mark of the file.</summary>
    public MarkWriter(SqliteConnection connection)
    {
        _save = new Statement(
            connection,
            "INSERT INTO marks(first_id, last_id, earliest, latest, connection) VALUES(?, ?, ?, ?, ?) "
            + "ON CONFLICT(first_id) DO UPDATE SET last_id = excluded.last_id, earliest = excluded.earliest, latest = excluded.latest, connection = excluded.connection");
        _saveRoom = new Statement(connection, "INSERT OR IGNORE INTO rooms(name, first_id) VALUES(?, ?)");
        using var newest = new Statement(connection, "SELECT first_id, last_id, earliest, latest, connection FROM marks ORDER BY first_id DESC LIMIT 1");
        if (newest.Step())
        {
            _mark = _committed = new Mark(newest.Int64(0), newest.Int64(1), newest.Int64(2), newest.Int64(3), newest.IsNull(4) ? long.MaxValue : newest.Int64(4));
        }
    }

    /// <summary>Marks begun since this was made.</summary>
    public long Begun { get; private set; }

    /// <summary>Takes an entry that was written.</summary>
    public void Add(ChatMessage message)
    {
        var at = MessageTime.ToMicroseconds(message.At);
        var connection = message.Origin?.Id ?? long.MaxValue;
        if (_mark.Takes(message.Id, at))
        {
            _mark = new Mark(_mark.First, message.Id, Math.Min(_mark.Earliest, at), Math.Max(_mark.Latest, at), Math.Min(_mark.Connection, connection));
        }
        else
        {
            Save();
            _mark = new Mark(message.Id, message.Id, at, at, connection);
            ForgetRooms();
            Begun++;
        }

        if (message.Kind is MessageKind.Text or MessageKind.Emote or MessageKind.Server && !ReferenceEquals(message.Room, _lastRoom))
        {
            AddRoom(message.Room);
        }
    }

    /// <summary>Writes the mark as it is; to be called before the commit.</summary>
    public void Save()
    {
        if (_mark.Last == 0)
        {
            return;
        }

        _save.Bind(1, _mark.First);
        _save.Bind(2, _mark.Last);
        _save.Bind(3, _mark.Earliest);
        _save.Bind(4, _mark.Latest);
        _save.Bind(5, _mark.Connection == long.MaxValue ? null : (long?)_mark.Connection);
        _save.Run();
    }

    /// <summary>What was saved is in the file for good.</summary>
    public void Committed() => _committed = _mark;

    /// <summary>What was added since the last commit is not in the file.</summary>
    public void Undo()
    {
        _mark = _committed;
        ForgetRooms();
    }

    /// <summary>The form of a room's name that is looked up.</summary>
    public static string RoomKey(string room) => room.ToUpperInvariant();

    /// <inheritdoc/>
    public void Dispose()
    {
        _save.Dispose();
        _saveRoom.Dispose();
    }

    private void AddRoom(string room)
    {
        _lastRoom = room;
        if (_rooms.Add(room))
        {
            _saveRoom.Bind(1, RoomKey(room));
            _saveRoom.Bind(2, _mark.First);
            _saveRoom.Run();
        }
    }

    private void ForgetRooms()
    {
        _rooms.Clear();
        _lastRoom = null;
    }

    /// <param name="First">Number of its first entry.</param>
    /// <param name="Last">Number of its last; 0 when there is no mark.</param>
    /// <param name="Earliest">Its earliest time, in microseconds.</param>
    /// <param name="Latest">Its latest.</param>
    /// <param name="Connection">The lowest number of a connection in it.</param>
    private readonly record struct Mark(long First, long Last, long Earliest, long Latest, long Connection)
    {
        public bool Takes(long id, long at) =>
            Last != 0 && id == Last + 1 && id - First < Most && Math.Max(Latest, at) - Math.Min(Earliest, at) <= Longest;
    }
}
