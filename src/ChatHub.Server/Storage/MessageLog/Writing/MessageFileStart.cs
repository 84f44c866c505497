using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>The log's file as it was found at the start.</summary>
/// <param name="File">Open to be written; null when it cannot be written now.</param>
/// <param name="LastId">Number of its newest entry.</param>
/// <param name="LastConnection">The highest number of a connection in it.</param>
/// <param name="SetAside">Name of the damaged file that was set aside; null when it was whole.</param>
/// <param name="MissingTo">Number of the newest entry that the file should have had, where it was gone or empty; null when it was not.</param>
/// <param name="Failure">Why it cannot be written now.</param>
internal sealed record MessageFileStart(MessageFile? File, long LastId, long LastConnection, string? SetAside, long? MissingTo, Exception? Failure)
{
    /// <summary>Opens it, whatever state it is in.</summary>
    /// <exception cref="SettingsException">It is of a newer program, of another, or can neither be written nor read: the server must not start.</exception>
    public static MessageFileStart Open(MessageLogFiles files, TimeProvider time, Action? beforeCommit)
    {
        try
        {
            var missing = MissingIn(files);
            var file = MessageFile.Open(files.Log, beforeCommit);
            if (missing > 0)
            {
                GoOn(file, missing.Value, 0, time);
            }

            return new(file, file.LastId, file.LastConnection, null, missing, null);
        }
        catch (SqliteException damage) when (StorageFault.IsDamage(damage))
        {
            return Anew(files, time, beforeCommit);
        }
        catch (SqliteException failure)
        {
            var (id, connection) = Numbers(files.Log, failure);
            return new(null, id, connection, null, null, failure);
        }
    }

    private static MessageFileStart Anew(MessageLogFiles files, TimeProvider time, Action? beforeCommit)
    {
        var (id, connection) = MessageNumbers.Salvage(files.Log);
        id = Math.Max(id, MessageNumbers.OfIndex(files.Index));
        string aside;
        try
        {
            aside = DamagedFile.SetAside(files.Log, time.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"the message log is '{files.Log}': it is damaged and cannot be set aside ({failure.Message}); move it away"]);
        }

        try
        {
            var file = MessageFile.Open(files.Log, beforeCommit);
            GoOn(file, id, connection, time);
            return new(file, file.LastId, file.LastConnection, aside, null, null);
        }
        catch (SqliteException failure)
        {
            return new(null, id, connection, aside, null, failure);
        }
    }

    private static void GoOn(MessageFile file, long id, long connection, TimeProvider time)
    {
        try
        {
            file.GoOnFrom(id, connection, time.GetUtcNow());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A file that is gone though the index had followed it, or that is empty, which no run of the server leaves behind: the highest number that is known of
    /// it, which may be 0. Null when there is none of the two.
    /// </summary>
    private static long? MissingIn(MessageLogFiles files)
    {
        var file = new FileInfo(files.Log);
        if (file is { Exists: true, Length: > 0 })
        {
            return null;
        }

        var last = MessageNumbers.OfIndex(files.Index);
        return file.Exists || last > 0 ? last : null;
    }

    /// <summary>The numbers of a file that cannot be written, which the hub has to go on from all the same.</summary>
    private static (long Id, long Connection) Numbers(string path, Exception failure)
    {
        if (!System.IO.File.Exists(path))
        {
            return (0, 0);
        }

        // Where not even SQLite's companions can be made: the file alone, if all is in it.
        var isWhole = !System.IO.File.Exists(path + "-wal") || new FileInfo(path + "-wal").Length == 0;
        return TryNumbers(path) ?? (isWhole ? TryNumbers(new UriBuilder { Scheme = "file", Host = "", Path = path, Query = "immutable=1" }.ToString()) : null)
            ?? throw new SettingsException([$"the message log is '{path}': it can neither be written nor read: {StorageFault.Reason(failure)}; set it right, or move it away"]);
    }

    private static (long Id, long Connection)? TryNumbers(string path)
    {
        try
        {
            using var connection = MessageLogFiles.OpenToRead(path);
            return Statement.Number(connection, "SELECT count(*) FROM sqlite_schema") == 0 ? (0, 0) : MessageNumbers.Read(connection);
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
