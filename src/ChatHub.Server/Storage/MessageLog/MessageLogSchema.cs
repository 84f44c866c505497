using System.Globalization;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>The tables of the log's file, and how an older file becomes one of now.</summary>
internal static class MessageLogSchema
{
    /// <summary>Marks the file as ChatHub's message log (SQLite's <c>application_id</c>): the letters CHLG.</summary>
    public const int ApplicationId = 0x43484C47;

    /// <summary>Bytes of a page: fewer overflow pages for long lines, and short ones are written as fast as with 4,096.</summary>
    private const int PageBytes = 8192;

    /// <summary>Each brings a file from the version that is its place in the list to the next.</summary>
    private static readonly string[] s_migrations =
    [
        // Small columns first: to read them of a row with a huge body takes one page. No index, so that rows are only ever appended: a mark
        // says for up to 4,000 entries one after the other (or an hour's) which times they have and the lowest connection, and rooms
        // (in capitals) says in which of these parts something was said in a room.
        """
        CREATE TABLE connections(id INTEGER PRIMARY KEY, listener TEXT NOT NULL, remote TEXT NOT NULL, encoding TEXT NOT NULL);
        CREATE TABLE messages(
          id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, room TEXT NOT NULL, connection INTEGER, sender TEXT NOT NULL,
          text_length INTEGER NOT NULL, name_length INTEGER NOT NULL, flags INTEGER NOT NULL,
          event INTEGER, reason INTEGER, operator TEXT, recipient TEXT, text TEXT, body BLOB NOT NULL);
        CREATE TABLE marks(first_id INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, earliest INTEGER NOT NULL, latest INTEGER NOT NULL, connection INTEGER);
        CREATE TABLE rooms(name TEXT NOT NULL, first_id INTEGER NOT NULL, PRIMARY KEY(name, first_id)) WITHOUT ROWID;
        """,
    ];

    /// <summary>The version that this program writes.</summary>
    public static int Version => s_migrations.Length;

    /// <summary>Makes the tables of a new file, brings those of an older one up to date, and sets WAL.</summary>
    /// <exception cref="SettingsException">The file is of a newer program, or of another.</exception>
    /// <exception cref="SqliteException">The file is damaged, or cannot be written.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        var version = CheckedVersion(connection);
        if (version == 0)
        {
            // Both hold for a file without tables only.
            Statement.Execute(connection, $"PRAGMA page_size = {PageBytes}");
            Statement.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        }

        Statement.Execute(connection, "PRAGMA journal_mode = WAL");
        if (version < Version)
        {
            Migrate(connection, version);
        }
    }

    /// <summary>The version of a file that this program can read; 0 for an empty one.</summary>
    /// <exception cref="SettingsException">The file is of a newer program, or of another.</exception>
    /// <exception cref="SqliteException">The file is damaged.</exception>
    public static int CheckedVersion(SqliteConnection connection)
    {
        var application = Statement.Number(connection, "PRAGMA application_id");
        var version = (int)(Statement.Number(connection, "PRAGMA user_version") ?? 0);
        var isEmpty = Statement.Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty)
        {
            return 0;
        }

        return (application, version) switch
        {
            (ApplicationId, > 0) when version <= Version => version,
            (ApplicationId, > 0) => throw Refusal(connection, string.Create(
                CultureInfo.InvariantCulture, $"it was written by a newer ChatHub (version {version} of the file, this program knows {Version}); start that one, or set another ChatHub:DataDirectory")),
            _ => throw Refusal(connection, "it is a database of another program; move it away, or set another ChatHub:DataDirectory"),
        };
    }

    private static SettingsException Refusal(SqliteConnection connection, string why) => new([$"the message log is '{connection.DataSource}': {why}"]);

    private static void Migrate(SqliteConnection connection, int from)
    {
        Statement.Execute(connection, "BEGIN IMMEDIATE");
        foreach (var statement in s_migrations[from..].SelectMany(migration => migration.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            Statement.Execute(connection, statement);
        }

        Statement.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
        Statement.Execute(connection, $"PRAGMA user_version = {Version}");
        Statement.Execute(connection, "COMMIT");
    }
}
