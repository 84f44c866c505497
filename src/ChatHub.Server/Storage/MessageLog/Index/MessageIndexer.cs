using System.Globalization;
using ChatHub.Server.Storage.MessageLog.Search;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>
/// Brings the index forward, a chunk at a time: its entries and the place where it stands are one transaction, so it goes on where it was after whatever
/// happened. For one thread. A failure leaves the index as it was; the indexer is then to be disposed.
/// </summary>
internal sealed class MessageIndexer : IDisposable
{
    /// <summary>Most bytes of text in a chunk; the entry that passes it is still taken.</summary>
    public const int MostChunkBytes = 8 << 20;

    private const int MergePages = 256; // about 10 ms

    private readonly SqliteConnection _log;
    private readonly SqliteConnection _index;
    private readonly RowTokens _rows;
    private readonly TokenWriter _tokens = new();
    private readonly Statement _read;
    private readonly Statement _known;
    private readonly SortedDictionary<long, bool> _parts = []; // whether the part is merged
    private Statement? _insert;
    private long _insertsInto = -1;
    private long _merging = -1;

    /// <summary>Opens both files. An index that is of another log than this is made anew.</summary>
    /// <exception cref="SqliteException">One of them cannot be opened now.</exception>
    /// <exception cref="LogUnreadableException">The log is damaged.</exception>
    /// <exception cref="IOException">An index that is no good cannot be deleted now.</exception>
    public MessageIndexer(MessageLogFiles files)
    {
        _log = MessageLogFiles.OpenToRead(files.Log);
        try
        {
            _index = IndexFile.Open(files.Index);
            if (!IsOfThisLog())
            {
                _index.Dispose();
                IndexFile.Delete(files.Index);
                _index = IndexFile.Open(files.Index);
            }

            DoneTo = Statement.Number(_index, "SELECT done_to FROM state") ?? 0;
            ReadParts();
            _rows = LogUnreadableException.Read(() => new RowTokens(_log));
            _read = LogUnreadableException.Read(() => new Statement(_log, $"SELECT {RowTokens.Columns} FROM messages WHERE id > ? ORDER BY id LIMIT ?"));
            _known = new(_index, "UPDATE state SET done_to = ?, entry = ?");
        }
        catch
        {
            _rows?.Dispose();
            _read?.Dispose();
            _index?.Dispose();
            _log.Dispose();
            throw;
        }
    }

    /// <summary>Number of the newest entry that it has.</summary>
    public long DoneTo { get; private set; }

    /// <summary>Number of the newest entry in the log; 0 when it has none.</summary>
    /// <exception cref="LogUnreadableException">The log is damaged.</exception>
    public long LastId => NumberInLog("SELECT max(id) FROM messages") ?? 0;

    /// <summary>Takes in the next entries.</summary>
    /// <param name="most">How many.</param>
    /// <returns>How many it took; 0 when it has all.</returns>
    /// <exception cref="LogUnreadableException">The log is damaged among these.</exception>
    public int Advance(int most)
    {
        Statement.Execute(_index, "BEGIN IMMEDIATE");
        try
        {
            var (count, last) = TakeIn(most);
            if (count > 0)
            {
                _known.Bind(1, last);
                _known.Bind(2, EntryAt(last) ?? "");
                _known.Run();
            }

            Statement.Execute(_index, "COMMIT");
            DoneTo = count > 0 ? last : DoneTo;
            return count;
        }
        catch
        {
            _read.Reset();
            TryRollback();
            throw;
        }
    }

    /// <summary>Merges a little of a part that is complete, so that a search reads each token in one place of it.</summary>
    /// <returns>False when there is nothing to merge.</returns>
    public bool Merge()
    {
        var number = _parts.FirstOrDefault(part => !part.Value && part.Key < IndexFile.PartOf(DoneTo + 1), new(-1, false)).Key;
        if (number < 0)
        {
            return false;
        }

        var part = IndexFile.Part(number);
        var before = Statement.Number(_index, "SELECT total_changes()");
        Statement.Execute(_index, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {part}({part}, rank) VALUES('merge', {(_merging == number ? MergePages : -MergePages)})"));
        _merging = number;
        if (Statement.Number(_index, "SELECT total_changes()") - before < 2)
        {
            Statement.Execute(_index, string.Create(CultureInfo.InvariantCulture, $"UPDATE parts SET is_merged = 1 WHERE number = {number}"));
            _parts[number] = true;
        }

        return true;
    }

    /// <summary>Drops a part of which the log has nothing any more, or gives some space back.</summary>
    /// <returns>False when there is nothing to forget.</returns>
    public bool Forget()
    {
        var first = NumberInLog("SELECT min(id) FROM messages") ?? DoneTo + 1;
        var oldest = _parts.Keys.FirstOrDefault(-1);
        if (oldest >= 0 && oldest < IndexFile.PartOf(first) && oldest < IndexFile.PartOf(DoneTo + 1))
        {
            LetGoOfInsert();
            Statement.Execute(_index, "BEGIN IMMEDIATE");
            Statement.Execute(_index, $"DROP TABLE {IndexFile.Part(oldest)}");
            Statement.Execute(_index, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM parts WHERE number = {oldest}"));
            Statement.Execute(_index, "COMMIT");
            _parts.Remove(oldest);
            return true;
        }

        if (Statement.Number(_index, "PRAGMA freelist_count") <= 8192) // the next parts take these
        {
            return false;
        }

        Statement.Execute(_index, "PRAGMA incremental_vacuum(512)");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LetGoOfInsert();
        _rows.Dispose();
        _read.Dispose();
        _known.Dispose();
        _index.Dispose();
        _log.Dispose();
    }

    private (int Count, long Last) TakeIn(int most)
    {
        var count = 0;
        var last = DoneTo;
        var bytes = 0;
        _read.Bind(1, DoneTo);
        _read.Bind(2, most);
        while (bytes < MostChunkBytes && LogUnreadableException.Step(_read))
        {
            last = _read.Int64(0);
            bytes += WriteTokens();
            var insert = InsertInto(IndexFile.PartOf(last));
            insert.Bind(1, last);
            insert.BindText(2, _tokens.Written);
            insert.Run();
            count++;
        }

        _read.Reset();
        return (count, last);
    }

    private int WriteTokens()
    {
        try
        {
            return _rows.Write(_read, _tokens);
        }
        catch (SqliteException failure)
        {
            throw new LogUnreadableException(failure);
        }
    }

    private long? NumberInLog(string sql) => LogUnreadableException.Read(() => Statement.Number(_log, sql));

    private Statement InsertInto(long part)
    {
        if (_insert is not null && _insertsInto == part)
        {
            return _insert;
        }

        LetGoOfInsert();
        if (_parts.TryAdd(part, false))
        {
            IndexFile.MakePart(_index, part);
        }

        _insertsInto = part;
        return _insert = new(_index, $"INSERT INTO {IndexFile.Part(part)}(rowid, tokens) VALUES(?, ?)");
    }

    private void LetGoOfInsert()
    {
        _insert?.Dispose();
        _insert = null;
        _insertsInto = -1;
    }

    private void TryRollback()
    {
        try
        {
            Statement.Execute(_index, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // it was rolled back by itself
        }
    }

    private void ReadParts()
    {
        using var parts = new Statement(_index, "SELECT number, is_merged FROM parts");
        while (parts.Step())
        {
            _parts.Add(parts.Int64(0), parts.Int64(1) != 0);
        }
    }

    private bool IsOfThisLog()
    {
        using var state = new Statement(_index, "SELECT done_to, entry FROM state");
        if (!state.Step())
        {
            return false;
        }

        var (doneTo, entry) = (state.Int64(0), state.Text(1));
        return doneTo == 0
            || (EntryAt(doneTo) is { } same ? same == entry : NumberInLog("SELECT min(id) FROM messages") > doneTo); // or retention has deleted all that it has
    }

    /// <summary>What an entry is known again by.</summary>
    private string? EntryAt(long id)
    {
        using var entry = LogUnreadableException.Read(() => new Statement(_log, "SELECT at || ' ' || length(body) || ' ' || sender FROM messages WHERE id = ?"));
        entry.Bind(1, id);
        return LogUnreadableException.Step(entry) ? entry.Text(0) : null;
    }
}
