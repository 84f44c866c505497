using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Maintenance;

/// <summary>Checks that a file of the message log is whole: the file itself, that its numbers have no gap that no record explains, and that what belongs together is there.</summary>
/// <param name="log">The file.</param>
/// <param name="time">The clock.</param>
/// <param name="output">What it found.</param>
internal sealed class VerifyCommand(string log, TimeProvider time, TextWriter output)
{
    /// <summary>Steps of SQLite between two looks whether to stop: some milliseconds.</summary>
    private const int StepsBetweenLooks = 10_000;

    private readonly ProgressLines _progress = new(time, output);
    private readonly FaultLines _faults = new();
    private readonly FaultLines _explained = new();
    private readonly NumberGaps _gaps = new();
    private long _entries;
    private long _first;
    private long _last;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!File.Exists(log))
        {
            throw new MaintenanceException($"there is no message log '{log}': set ChatHub:DataDirectory, or give the file");
        }

        try
        {
            using var connection = MessageLogFiles.OpenToRead(log);
            MessageLogSchema.CheckedVersion(connection);
            Statement.Execute(connection, "BEGIN"); // all of it as it is at one moment
            await output.WriteLineAsync($"checking '{log}'");
            CheckPages(connection, stop);
            CheckEntries(connection, stop);
        }
        catch (SqliteException damage) when (StorageFault.IsDamage(damage))
        {
            _faults.Add($"the file is damaged: {damage.Message}");
        }

        foreach (var (first, last) in _gaps.Open)
        {
            _faults.Add($"entries {first} to {last} are missing, and no record says why");
        }

        if (_gaps.Beyond > 0)
        {
            _faults.Add($"{_gaps.Beyond} more gaps were found than are looked into");
        }

        await ReportAsync();
        return _faults.Count == 0 ? MaintenanceCommand.Good : MaintenanceCommand.Bad;
    }

    private void CheckPages(SqliteConnection connection, CancellationToken stop)
    {
        // It is one long statement: this is called within it.
        var started = time.GetTimestamp();
        raw.sqlite3_progress_handler(
            connection.Handle!,
            StepsBetweenLooks,
            _ =>
            {
                _progress.Show("checking the pages", time.GetElapsedTime(started));
                return stop.IsCancellationRequested ? 1 : 0;
            },
            null);
        try
        {
            using var check = new Statement(connection, $"PRAGMA integrity_check({FaultLines.Most})");
            while (check.Step())
            {
                if (check.Text(0) is var line && line != "ok")
                {
                    _faults.Add($"the file is damaged: {line.ReplaceLineEndings(" ")}");
                }
            }
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(stop);
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
        }

        stop.ThrowIfCancellationRequested();
    }

    private void CheckEntries(SqliteConnection connection, CancellationToken stop)
    {
        var all = Statement.Number(connection, "SELECT count(*) FROM messages") ?? 0;
        using var rows = new Statement(
            connection,
            "SELECT m.id, m.connection IS NOT NULL AND c.id IS NULL, "
            + $"CASE WHEN m.kind = {(int)MessageKind.System} AND m.event = {(int)SystemEvent.LogGap} THEN m.text END, "
            + "m.at BETWEEN k.earliest AND k.latest AND m.id <= k.last_id "
            + "FROM messages AS m LEFT JOIN connections AS c ON c.id = m.connection "
            + "LEFT JOIN marks AS k ON k.first_id = (SELECT max(first_id) FROM marks WHERE first_id <= m.id) ORDER BY m.id");
        while (rows.Step())
        {
            stop.ThrowIfCancellationRequested();
            var id = rows.Int64(0);
            _first = _entries++ == 0 ? id : _first;
            if (_entries > 1 && id != _last + 1)
            {
                _gaps.Add(_last + 1, id - 1);
            }

            _last = id;
            Check(rows.Int64(1) == 0, id, "says nothing of its connection");
            Check(rows.Int64(3) == 1, id, "is in no mark");
            if (!rows.IsNull(2) && EntryLoss.NumbersIn(rows.Text(2)) is { } gap)
            {
                foreach (var (first, last) in _gaps.Explain(gap.FirstId, gap.LastId))
                {
                    _explained.Add($"entries {first} to {last} are missing: they could not be written then");
                }
            }

            _progress.Show("checked", _entries, all);
        }
    }

    private void Check(bool isGood, long id, string fault)
    {
        if (!isGood)
        {
            _faults.Add($"entry {id} {fault}");
        }
    }

    private async Task ReportAsync()
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_entries:N0} entries, numbers {_first} to {_last}"));
        foreach (var line in _explained.Lines.Concat(_faults.Lines))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync(_faults.Count switch
        {
            0 => "good",
            > FaultLines.Most => string.Create(CultureInfo.InvariantCulture, $"not good: {_faults.Count:N0} faults, the first {FaultLines.Most} are above"),
            _ => "not good",
        });
    }
}
