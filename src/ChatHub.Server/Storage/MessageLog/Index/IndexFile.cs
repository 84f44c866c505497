using System.Globalization;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>
/// The tables of the index's file. The entries are in parts by their numbers, each an FTS5 table of its own that keeps which tokens an entry has and nothing
/// else: the text stays in the log. So a part that is complete never changes, the newest hits are found without a look at the others, and what retention
/// deleted is forgotten by dropping a table.
/// </summary>
internal static class IndexFile
{
    /// <summary>Entries of a part, as a power of two.</summary>
    public const int PartBits = 18;

    private const int ApplicationId = 0x43484958; // CHIX
    private const int Version = 1;

    /// <summary>Name of the table of a part.</summary>
    public static string Part(long number) => string.Create(CultureInfo.InvariantCulture, $"part{number}");

    /// <summary>The part that an entry belongs to.</summary>
    public static long PartOf(long id) => id >> PartBits;

    /// <summary>Opens the file to write. One that is not there is made; one that cannot be used (damaged, of another version or program) is deleted and made anew.</summary>
    /// <exception cref="SqliteException">It cannot be made now.</exception>
    /// <exception cref="IOException">The one that is there cannot be deleted now.</exception>
    public static SqliteConnection Open(string file)
    {
        if (File.Exists(file))
        {
            SqliteConnection? connection = null;
            try
            {
                connection = MessageLogFiles.OpenToWrite(file);
                if (IsIndex(connection))
                {
                    return Tuned(connection);
                }
            }
            catch (SqliteException failure) when (IsDamage(failure))
            {
            }

            connection?.Dispose();
            Delete(file);
        }

        return Tuned(Made(MessageLogFiles.OpenToWrite(file)));
    }

    /// <summary>Opens the file to read; null when it is not there, or no good.</summary>
    public static SqliteConnection? OpenToRead(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        SqliteConnection? connection = null;
        try
        {
            connection = MessageLogFiles.OpenToRead(file);
            if (IsIndex(connection))
            {
                Statement.Execute(connection, "PRAGMA cache_size = -8000");
                return connection;
            }
        }
        catch (SqliteException)
        {
            // as good as none: whoever writes it will make it anew
        }

        connection?.Dispose();
        return null;
    }

    /// <summary>Deletes the file and what SQLite keeps beside it.</summary>
    /// <exception cref="IOException">Somebody has it open, where that matters.</exception>
    public static void Delete(string file)
    {
        foreach (var path in MessageLogFiles.WithCompanions(file))
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether a failure says that the file is no (good) index, so that it is to be made anew.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is 1 or 11 or 26; // ERROR (a table is missing), CORRUPT, NOTADB

    /// <summary>Makes the table of a part.</summary>
    public static void MakePart(SqliteConnection index, long number)
    {
        var part = Part(number);
        Statement.Execute(index, $"CREATE VIRTUAL TABLE {part} USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')");

        // Each chunk stays a segment of its own until the part is complete: merging them again and again would cost more than all the rest.
        Statement.Execute(index, $"INSERT INTO {part}({part}, rank) VALUES('automerge', 0)");
        Statement.Execute(index, $"INSERT INTO {part}({part}, rank) VALUES('crisismerge', 1999)");
        Statement.Execute(index, $"INSERT INTO {part}({part}, rank) VALUES('hashsize', 33554432)");
        Statement.Execute(index, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO parts VALUES({number}, 0)"));
    }

    private static bool IsIndex(SqliteConnection connection) =>
        Statement.Number(connection, "PRAGMA application_id") == ApplicationId && Statement.Number(connection, "PRAGMA user_version") == Version;

    private static SqliteConnection Made(SqliteConnection connection)
    {
        Statement.Execute(connection, "PRAGMA page_size = 8192");
        Statement.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        Statement.Execute(connection, "PRAGMA journal_mode = WAL");
        Statement.Execute(connection, "BEGIN IMMEDIATE");
        Statement.Execute(connection, "CREATE TABLE parts(number INTEGER PRIMARY KEY, is_merged INTEGER NOT NULL)");

        // Where it stands, and that entry as it was read: a log that has another one there is another log.
        Statement.Execute(connection, "CREATE TABLE state(done_to INTEGER NOT NULL, entry BLOB NOT NULL)");
        Statement.Execute(connection, "INSERT INTO state VALUES(0, x'')");
        Statement.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
        Statement.Execute(connection, $"PRAGMA user_version = {Version}");
        Statement.Execute(connection, "COMMIT");
        return connection;
    }

    private static SqliteConnection Tuned(SqliteConnection connection)
    {
        Statement.Execute(connection, "PRAGMA synchronous = NORMAL");
        Statement.Execute(connection, "PRAGMA cache_size = -4000");
        Statement.Execute(connection, "PRAGMA journal_size_limit = 16777216");
        return connection;
    }
}
