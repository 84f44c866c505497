using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>What a failure of the file means.</summary>
internal static class StorageFault
{
    /// <summary>Whether the file itself is damaged: to try again is of no use.</summary>
    public static bool IsDamage(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
    } or SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR | (33 << 8) }; // SQLITE_IOERR_CORRUPTFS

    /// <summary>Why it cannot be written or read, as part of a sentence.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => "the disk is full",
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => "the file or its folder is read-only",
        SqliteException { SqliteErrorCode: raw.SQLITE_PERM or raw.SQLITE_AUTH } => "no permission to write the file",
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => "the file cannot be opened",
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => "another program has locked the file",
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } error => $"the disk reports an error (SQLite {error.SqliteExtendedErrorCode})",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => "the file is damaged",
        SqliteException other => $"{other.Message} (SQLite {other.SqliteExtendedErrorCode})",
        _ => failure.Message,
    };
}
