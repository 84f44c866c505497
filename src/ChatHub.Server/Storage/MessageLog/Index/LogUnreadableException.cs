using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>A part of the log itself cannot be read: to make the index anew is of no use.</summary>
/// <param name="failure">What SQLite says.</param>
internal sealed class LogUnreadableException(SqliteException failure) : Exception(failure.Message, failure)
{
    /// <summary>Goes to the next row of the log.</summary>
    /// <exception cref="LogUnreadableException">It cannot be read.</exception>
    public static bool Step(Statement rows)
    {
        try
        {
            return rows.Step();
        }
        catch (SqliteException failure) when (IsOfThe(failure))
        {
            throw new LogUnreadableException(failure);
        }
    }

    /// <summary>Reads something of the log.</summary>
    /// <exception cref="LogUnreadableException">It cannot be read.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException failure) when (IsOfThe(failure))
        {
            throw new LogUnreadableException(failure);
        }
    }

    private static bool IsOfThe(SqliteException failure) => IndexFile.IsDamage(failure) || failure.SqliteErrorCode == raw.SQLITE_IOERR;
}
