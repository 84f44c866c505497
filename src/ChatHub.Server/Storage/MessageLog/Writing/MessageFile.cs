using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>The log's file, open to be written, with its prepared statements. For the writer's thread alone.</summary>
internal sealed class MessageFile : IDisposable
{
    /// <summary>How long it waits for another program that holds a lock: none does for long.</summary>
    private const int BusyMilliseconds = 1_000;

    /// <summary>Bytes that the WAL keeps after a long reader made it grow.</summary>
    private const int WalBytes = 16 * 1024 * 1024;

    /// <summary>Places of the numbers of connections that are known to have their row; a power of two.</summary>
    private const int Places = 1 << 14;

    private readonly Statement _begin;
    private readonly Statement _insert;
    private readonly Statement _insertConnection;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly MarkWriter _marks;
    private readonly long[] _hasRow = new long[Places];
    private readonly List<IDisposable> _others = [];

    private MessageFile(SqliteConnection connection)
    {
        Connection = connection;
        raw.sqlite3_busy_timeout(connection.Handle!, BusyMilliseconds);
        MessageLogSchema.Prepare(connection);
        Statement.Execute(connection, "PRAGMA synchronous = FULL"); // only this thread waits for the disk; in Strict those who deliver wait for it
        Statement.Execute(connection, $"PRAGMA journal_size_limit = {WalBytes}");
        (LastId, LastConnection) = MessageNumbers.Read(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _insert = new Statement(connection, MessageRow.Insert);
        _insertConnection = new Statement(connection, MessageRow.InsertConnection);
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _marks = new MarkWriter(connection);
    }

    /// <summary>Its connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Number of the newest entry; 0 when it never had one.</summary>
    public long LastId { get; private set; }

    /// <summary>The highest number of a connection; 0 when it never had one.</summary>
    public long LastConnection { get; private set; }

    /// <summary>Grows each time another part of the file begins: a good time to look whether the oldest parts have to go.</summary>
    public long PartsBegun => _marks.Begun;

    /// <summary>Whether its path has no file any more, or another one.</summary>
    public bool HasMoved => FileIdentity.HasMoved(Connection);

    /// <summary>Called before each commit. Tests let it fail as a disk does.</summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="SqliteException">It is damaged, or cannot be written.</exception>
    /// <exception cref="Hosting.SettingsException">It is of a newer program, or of another.</exception>
    public static MessageFile Open(string path, Action? beforeCommit = null)
    {
        var connection = MessageLogFiles.OpenToWrite(path);
        try
        {
            beforeCommit?.Invoke();
            return new MessageFile(connection) { BeforeCommit = beforeCommit };
        }
        catch
        {
            connection.Dispose(); // with the statements that are prepared by now
            throw;
        }
    }

    /// <summary>Writes entries in the order of their numbers, all or none; those that it has already are passed over.</summary>
    /// <exception cref="SqliteException">None was written.</exception>
    public void Write(ReadOnlySpan<ChatMessage> group)
    {
        var lastConnection = LastConnection;
        try
        {
            _begin.Run();
            foreach (var message in group)
            {
                if (message.Id > LastId)
                {
                    Write(message);
                }
            }

            _marks.Save();
            BeforeCommit?.Invoke();
            _commit.Run();
        }
        catch
        {
            LastConnection = lastConnection;
            RollBack();
            throw;
        }

        _marks.Committed();
        LastId = Math.Max(LastId, group[^1].Id);
    }

    /// <summary>Makes an empty file go on from the numbers of the one before.</summary>
    public void GoOnFrom(long lastId, long lastConnection, DateTimeOffset at)
    {
        var now = MessageTime.ToMicroseconds(at);
        Statement.Execute(Connection, "BEGIN IMMEDIATE");
        if (lastId > LastId)
        {
            Statement.Execute(Connection, $"INSERT INTO marks(first_id, last_id, earliest, latest) VALUES({lastId}, {lastId}, {now}, {now})");
        }

        if (lastConnection > LastConnection)
        {
            Statement.Execute(Connection, $"INSERT INTO connections(id, listener, remote, encoding) VALUES({lastConnection}, '', '', 'utf-8')");
        }

        Statement.Execute(Connection, "COMMIT");
        (LastId, LastConnection) = (Math.Max(LastId, lastId), Math.Max(LastConnection, lastConnection));
    }

    /// <summary>Brings all into the main file, as far as it can be done now: readers that are left would keep SQLite from it at the close.</summary>
    /// <returns>Whether all is in it.</returns>
    public bool Gather()
    {
        try
        {
            return Statement.Number(Connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0; // 1: somebody who reads kept it from the last of it
        }
        catch (SqliteException)
        {
            return false; // all is safe where it is; the next start brings it in
        }
    }

    /// <summary>What has statements of its own on this file goes with it: as long as one is left, SQLite keeps the file open.</summary>
    public void DisposeWith(IDisposable other) => _others.Add(other);

    /// <summary>Forgets which connections have their row: some were deleted.</summary>
    public void ForgetConnections() => Array.Clear(_hasRow);

    /// <summary>Forgets that a connection has its row: it was deleted.</summary>
    public void ForgetConnection(long id)
    {
        if (_hasRow[id & (Places - 1)] == id)
        {
            _hasRow[id & (Places - 1)] = 0;
        }
    }

    /// <summary>Undoes what the transaction has done, if it did not undo itself.</summary>
    public void RollBack()
    {
        ForgetConnections();
        _marks.Undo();
        if (raw.sqlite3_get_autocommit(Connection.Handle!) == 0)
        {
            try
            {
                _rollback.Run();
            }
            catch (SqliteException)
            {
                // The failure that led here counts; the file is opened anew.
            }
        }
    }

    /// <summary>Closes the file; the last one to close it writes all into the main file.</summary>
    public void Dispose()
    {
        _others.ForEach(other => other.Dispose());
        _begin.Dispose();
        _insert.Dispose();
        _insertConnection.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _marks.Dispose();
        Connection.Dispose();
    }

    private void Write(ChatMessage message)
    {
        if (message.Origin is { } origin && _hasRow[origin.Id & (Places - 1)] != origin.Id)
        {
            MessageRow.BindConnection(_insertConnection, origin);
            _insertConnection.Run();
            _hasRow[origin.Id & (Places - 1)] = origin.Id;
            LastConnection = Math.Max(LastConnection, origin.Id);
        }

        MessageRow.Bind(_insert, message);
        _insert.Run();
        _marks.Add(message);
    }
}
