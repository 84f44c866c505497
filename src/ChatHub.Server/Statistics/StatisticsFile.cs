using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Statistics;

/// <summary>
/// <c>statistics.db</c>: the rows that are kept over restarts. Each has its place, which a newer one takes over, so the file never grows beyond about 4 MB.
/// Nothing here throws: what the disk does not take stays in memory and is tried again; a damaged file is set aside. One caller at a time.
/// </summary>
internal sealed class StatisticsFile(string path, TimeProvider time, ILogger log) : IDisposable
{
    private const int ApplicationId = 0x43485354; // CHST
    private const int Version = 1;

    private SqliteConnection? _open;
    private bool _failing;
    private bool _foreign;

    /// <summary>The rows of the file; none when it cannot be read.</summary>
    public IReadOnlyList<SavedRow> Load() => Try(connection =>
    {
        using var select = new Statement(connection, "SELECT step, slot, start, figures FROM intervals");
        var rows = new List<SavedRow>();
        while (select.Step())
        {
            rows.Add(new((int)select.Int64(0), (int)select.Int64(1), select.Int64(2), ValuesOf(select.Bytes(3))));
        }

        return rows;
    }) ?? [];

    /// <summary>Writes rows, all or none.</summary>
    /// <returns>False: none was written, and it is worth trying again with every row there is.</returns>
    public bool Write(IReadOnlyCollection<SavedRow> rows) => _foreign || Try(connection =>
    {
        Statement.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            using var insert = new Statement(connection, "INSERT OR REPLACE INTO intervals(step, slot, start, figures) VALUES(?, ?, ?, ?)");
            foreach (var row in rows)
            {
                insert.Bind(1, row.Step);
                insert.Bind(2, row.Slot);
                insert.Bind(3, row.Start);
                insert.BindBytes(4, BytesOf(row.Values));
                insert.Run();
            }

            Statement.Execute(connection, "COMMIT");
            return rows;
        }
        catch
        {
            connection.Dispose(); // takes the transaction back
            throw;
        }
    }) is not null;

    /// <inheritdoc/>
    public void Dispose() => Close();

    private T? Try<T>(Func<SqliteConnection, T> act)
        where T : class
    {
        if (_foreign)
        {
            return null;
        }

        try
        {
            var done = act(_open ??= Open());
            if (_failing && !_foreign)
            {
                _failing = false;
                StatisticsLog.WritesAgain(log);
            }

            return done;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            Close();
            if (failure is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB })
            {
                SetAside(failure.Message);
            }
            else if (!_failing)
            {
                _failing = true;
                StatisticsLog.CannotKeep(log, failure.Message);
            }

            return null;
        }
        catch (ForeignFileException foreign)
        {
            _foreign = true;
            Close();
            StatisticsLog.CannotKeep(log, foreign.Message);
            return null;
        }
    }

    private SqliteConnection Open()
    {
        var connection = MessageLogFiles.OpenToWrite(path);
        try
        {
            var version = Statement.Number(connection, "PRAGMA user_version") ?? 0;
            if (Statement.Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                version = 0;
            }
            else if (Statement.Number(connection, "PRAGMA application_id") != ApplicationId || version != Version)
            {
                throw new ForeignFileException($"{path} was written by another program or a newer ChatHub");
            }

            Statement.Execute(connection, "PRAGMA journal_mode = WAL");
            Statement.Execute(connection, "PRAGMA synchronous = NORMAL");
            if (version == 0)
            {
                Statement.Execute(connection, "BEGIN IMMEDIATE"); // all or nothing: what is half made would be taken for another program's
                Statement.Execute(connection, "CREATE TABLE IF NOT EXISTS intervals(step INTEGER NOT NULL, slot INTEGER NOT NULL, start INTEGER NOT NULL, figures BLOB NOT NULL, PRIMARY KEY(step, slot)) WITHOUT ROWID");
                Statement.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
                Statement.Execute(connection, $"PRAGMA user_version = {Version}");
                Statement.Execute(connection, "COMMIT");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void SetAside(string problem)
    {
        try
        {
            var aside = MessageLogFiles.SetAsideName(path, time.GetUtcNow());
            foreach (var (from, to) in MessageLogFiles.WithCompanions(path).Zip(MessageLogFiles.WithCompanions(aside)))
            {
                if (File.Exists(from))
                {
                    File.Move(from, to, overwrite: true);
                }
            }

            StatisticsLog.SetAside(log, problem, Path.GetFileName(aside));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            StatisticsLog.CannotKeep(log, failure.Message);
        }
    }

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    private static byte[] BytesOf(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var place = 0; place < values.Length; place++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(place * sizeof(float)), values[place]);
        }

        return bytes;
    }

    /// <summary>A row of a program that knew fewer places has none for the others; one that knew more is cut.</summary>
    private static float[] ValuesOf(ReadOnlySpan<byte> bytes)
    {
        var values = new float[Figures.Width];
        for (var place = 0; place < values.Length; place++)
        {
            var at = place * sizeof(float);
            values[place] = at + sizeof(float) <= bytes.Length ? System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]) : float.NaN;
        }

        return values;
    }

    private sealed class ForeignFileException(string message) : Exception(message);
}
