using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>What a failure of the file means.</summary>
internal static class StorageFault
{
    /// <summary>Reasons as entries and operators have them; pages show them in the viewer's language.</summary>
    public const string DiskFull = "the disk is full";

    /// <inheritdoc cref="DiskFull"/>
    public const string ReadOnly = "the file or its folder is read-only";

    /// <inheritdoc cref="DiskFull"/>
    public const string NoPermission = "no permission to write the file";

    /// <inheritdoc cref="DiskFull"/>
    public const string CannotOpen = "the file cannot be opened";

    /// <inheritdoc cref="DiskFull"/>
    public const string Locked = "another program has locked the file";

    /// <inheritdoc cref="DiskFull"/>
    public const string Damaged = "the file is damaged";

    /// <summary>How a reason begins that goes on with SQLite's number.</summary>
    public const string DiskError = "the disk reports an error";

    /// <summary>Whether the file itself is damaged: to try again is of no use.</summary>
    public static bool IsDamage(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
    } or SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR | (33 << 8) }; // SQLITE_IOERR_CORRUPTFS

    /// <summary>Why it cannot be written or read, as part of a sentence.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => DiskFull,
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => ReadOnly,
        SqliteException { SqliteErrorCode: raw.SQLITE_PERM or raw.SQLITE_AUTH } => NoPermission,
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => CannotOpen,
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => Locked,
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } error => $"{DiskError} (SQLite {error.SqliteExtendedErrorCode})",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => Damaged,
        SqliteException other => $"{other.Message} (SQLite {other.SqliteExtendedErrorCode})",
        _ => failure.Message,
    };
}
