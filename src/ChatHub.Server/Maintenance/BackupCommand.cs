using System.Globalization;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Maintenance;

/// <summary>Copies the message log as it is at one moment, page by page, while the server may go on writing it.</summary>
/// <param name="log">The log's file.</param>
/// <param name="target">The copy, which must not be there yet.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where it says how far it is.</param>
internal sealed class BackupCommand(string log, string target, TimeProvider time, TextWriter output)
{
    private const int PagesAtOnce = 1_024;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (Path.Exists(target))
        {
            throw new MaintenanceException($"'{target}' is there already: give the name of a new file");
        }

        if (!File.Exists(log))
        {
            throw new MaintenanceException($"there is no message log '{log}': set ChatHub:DataDirectory");
        }

        var partial = target + ".partial";
        Delete(partial);
        try
        {
            var entries = Copy(partial, stop);
            File.Move(partial, target);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries ({new FileInfo(target).Length:N0} bytes) are in '{target}'"));
            return MaintenanceCommand.Good;
        }
        finally
        {
            Delete(partial);
        }
    }

    private long Copy(string partial, CancellationToken stop)
    {
        using var source = MessageLogFiles.OpenToRead(log);
        MessageLogSchema.CheckedVersion(source);
        using var copy = MessageLogFiles.OpenToWrite(partial);

        // What is read within a transaction stays as it is: without one, each write of the server would make the copy begin again.
        Statement.Execute(source, "BEGIN");
        var entries = Statement.Number(source, "SELECT count(*) FROM messages") ?? 0;
        var progress = new ProgressLines(time, output);
        using (var backup = raw.sqlite3_backup_init(copy.Handle!, "main", source.Handle!, "main"))
        {
            int result;
            while ((result = raw.sqlite3_backup_step(backup, PagesAtOnce)) == raw.SQLITE_OK)
            {
                stop.ThrowIfCancellationRequested();
                var pages = raw.sqlite3_backup_pagecount(backup);
                progress.Show("copied", pages - raw.sqlite3_backup_remaining(backup), pages);
            }

            if (result != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(result, copy.Handle!);
            }
        }

        Statement.Execute(copy, "PRAGMA journal_mode = DELETE"); // one file, that can also be read where nothing can be written
        return entries;
    }

    private static void Delete(string partial)
    {
        foreach (var path in MessageLogFiles.WithCompanions(partial).Append(partial + "-journal"))
        {
            File.Delete(path);
        }
    }
}
