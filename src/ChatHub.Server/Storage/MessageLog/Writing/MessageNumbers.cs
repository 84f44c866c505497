using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>The highest numbers in a file of the log: others go on from them.</summary>
internal static class MessageNumbers
{
    private static readonly string[] s_ids = ["SELECT max(id) FROM messages", "SELECT max(last_id) FROM marks"];
    private static readonly string[] s_connections = ["SELECT max(id) FROM connections"];

    /// <summary>Reads them; 0 where there is none. Marks outlive their entries.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static (long Id, long Connection) Read(SqliteConnection connection) =>
        (s_ids.Max(sql => Statement.Number(connection, sql) ?? 0), s_connections.Max(sql => Statement.Number(connection, sql) ?? 0));

    /// <summary>What can still be had of a damaged file; 0 for what cannot.</summary>
    public static (long Id, long Connection) Salvage(string path)
    {
        try
        {
            using var connection = MessageLogFiles.OpenToRead(path);
            Statement.Execute(connection, "PRAGMA writable_schema = ON"); // so that SQLite reads a file that is shorter than it should be
            return (s_ids.Max(sql => Try(connection, sql)), s_connections.Max(sql => Try(connection, sql)));
        }
        catch (SqliteException)
        {
            return (0, 0);
        }
    }

    /// <summary>The number up to which the text index had followed the log; 0 where it does not say.</summary>
    public static long OfIndex(string path)
    {
        try
        {
            using var connection = MessageLogFiles.OpenToRead(path);
            return Try(connection, "SELECT max(done_to) FROM state");
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private static long Try(SqliteConnection connection, string sql)
    {
        try
        {
            return Statement.Number(connection, sql) ?? 0;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }
}
