using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Whether the file that is open is still the one at its path: one that was deleted or replaced under the server takes writes without a word.</summary>
internal static class FileIdentity
{
    /// <summary><c>SQLITE_FCNTL_HAS_MOVED</c>: the path has no file, or another one.</summary>
    private const int HasMovedQuestion = 20;

    /// <summary>Whether the file of a connection was deleted, moved or replaced. False where the system cannot tell.</summary>
    public static bool HasMoved(SqliteConnection connection) =>
        sqlite3_file_control(connection.Handle!, 0, HasMovedQuestion, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_file_control(sqlite3 database, nint name, int question, out int answer);
}
