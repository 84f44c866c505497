using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>The log's file as it was found at the start.</summary>
/// <param name="File">Open to be written; null when it cannot be written now.</param>
/// <param name="LastId">Number of its newest entry.</param>
/// <param name="LastConnection">The highest number of a connection in it.</param>
/// <param name="SetAside">Name of the damaged file that was set aside; null when it was whole.</param>
/// <param name="Failure">Why it cannot be written now.</param>
internal sealed record MessageFileStart(MessageFile? File, long LastId, long LastConnection, string? SetAside, Exception? Failure)
{
    /// <summary>Opens it, whatever state it is in.</summary>
    /// <exception cref="SettingsException">It is of a newer program, of another, or can neither be written nor read: the server must not start.</exception>
    public static MessageFileStart Open(MessageLogFiles files, MessageDurability durability, TimeProvider time, Action? beforeCommit)
    {
        try
        {
            var file = MessageFile.Open(files.Log, durability, beforeCommit);
            return new(file, file.LastId, file.LastConnection, null, null);
        }
        catch (SqliteException damage) when (StorageFault.IsDamage(damage))
        {
            return Anew(files, durability, time, beforeCommit);
        }
        catch (SqliteException failure)
        {
            var (id, connection) = Numbers(files.Log, failure);
            return new(null, id, connection, null, failure);
        }
    }

    private static MessageFileStart Anew(MessageLogFiles files, MessageDurability durability, TimeProvider time, Action? beforeCommit)
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
            var file = MessageFile.Open(files.Log, durability, beforeCommit);
            file.GoOnFrom(id, connection, time.GetUtcNow());
            return new(file, file.LastId, file.LastConnection, aside, null);
        }
        catch (SqliteException failure)
        {
            return new(null, id, connection, aside, failure);
        }
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
