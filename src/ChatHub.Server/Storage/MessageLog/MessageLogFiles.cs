using System.Globalization;
using ChatHub.Server.Hosting;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Where the message log keeps its files.</summary>
/// <param name="Folder">The data directory, absolute.</param>
internal sealed record MessageLogFiles(string Folder)
{
    /// <summary>The log: all that was said and happened. Beside it SQLite keeps <c>-wal</c> and <c>-shm</c>.</summary>
    public string Log => Path.Combine(Folder, "messages.db");

    /// <summary>The text index: made from the log, so it may be lost.</summary>
    public string Index => Path.Combine(Folder, "messages-index.db");

    /// <summary>A file with what SQLite keeps beside it.</summary>
    public static IReadOnlyList<string> WithCompanions(string file) => [file, file + "-wal", file + "-shm"];

    /// <summary>Name of a file that is set aside, with what is wrong with it in a word and the time (UTC) in it.</summary>
    public static string SetAsideName(string file, DateTimeOffset at, string what = "damaged") => string.Create(CultureInfo.InvariantCulture, $"{file}.{what}-{at:yyyyMMdd-HHmmss}");

    /// <summary>Opens a file to read only; not pooled. The file must be there.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection OpenToRead(string file) => Open(file, SqliteOpenMode.ReadOnly);

    /// <summary>Opens a file to write, and makes it, readable by its owner alone, when it is not there; not pooled. What SQLite keeps beside it gets the same rights.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection OpenToWrite(string file)
    {
        try
        {
            OwnerOnly.CreateIfMissing(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // SQLite says the same in its own way, which those who open files know.
        }

        return Open(file, SqliteOpenMode.ReadWriteCreate);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 0 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
