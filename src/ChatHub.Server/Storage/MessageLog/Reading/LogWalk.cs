using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>How much a walk may give and do.</summary>
/// <param name="Count">Most entries.</param>
/// <param name="Bytes">Most bytes of bodies; the entry that passes it is still given.</param>
/// <param name="Whole">Whether entries have their whole bodies.</param>
/// <param name="Trail">Most entries beyond the index that are scanned: towards the past the newest, and older ones that it does not have are passed over; towards now the next, and the walk ends there.</param>
/// <param name="UpTo">The highest number to look at.</param>
internal sealed record WalkLimits(int Count, long Bytes, bool Whole, long Trail, long UpTo = long.MaxValue);

/// <summary>What a walk found.</summary>
/// <param name="Entries">The entries, in the order of the walk.</param>
/// <param name="HasMore">Whether there are others.</param>
/// <param name="Trails">Entries that were passed over because the index does not have them yet.</param>
/// <param name="CoveredTo">Number up to which nothing that matches is missing, from where the walk started, or from the newest.</param>
/// <param name="UpTo">The highest number there was.</param>
/// <param name="Oldest">The lowest number there was; <see cref="long.MaxValue"/> where there was no entry.</param>
internal sealed record WalkResult(List<LoggedMessage> Entries, bool HasMore, long Trails, long CoveredTo, long UpTo, long Oldest);

/// <summary>
/// Walks the log from an entry on and gives what meets a filter. Where the index knows, it asks the index for the numbers and looks at these entries
/// only; beyond the index, and where there is nothing to ask it for, it looks at every one. One snapshot of both files.
/// </summary>
internal sealed class LogWalk
{
    private const int EntriesBetweenChecks = 256;
    private const long LongTail = 1 << 20; // bytes of text beyond the index that the next search shall not scan again

    private readonly LogSession _session;
    private readonly MessageFilter _filter;
    private readonly WalkLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly RowFilter _rowFilter;
    private readonly List<LoggedMessage> _entries = [];
    private readonly string _columns;
    private readonly bool _indexDecidesText;
    private long _bytes;
    private bool _hasMore;
    private long _stoppedAt;

    public LogWalk(LogSession session, MessageFilter filter, WalkLimits limits, CancellationToken cancellation)
    {
        _session = session;
        _filter = filter;
        _limits = limits;
        _cancellation = cancellation;
        _rowFilter = new(filter, session.Body, session.Tokens);
        _columns = limits.Whole ? MessageRowReader.Columns : MessageRowReader.CutColumns;
        _indexDecidesText = filter.Text?.Terms.All(term => term.IsSingle) != false;
    }

    /// <summary>Whether so much text beyond the index was looked at that the index had better take it in.</summary>
    public bool FoundLongTail => _rowFilter.TextBytes > LongTail;

    /// <summary>Walks.</summary>
    /// <param name="from">Where to start, itself excluded.</param>
    /// <param name="direction">Which way.</param>
    /// <exception cref="IndexFailure">The index cannot be read.</exception>
    public WalkResult Run(long from, PageDirection direction)
    {
        var isOlder = direction == PageDirection.Older;
        Statement.Execute(_session.Log, "BEGIN");
        try
        {
            // The index first: so the log has all that the index has.
            var covered = _filter.IsIndexed ? OnIndex(BeginIndex) : 0;
            var last = Math.Min(Statement.Number(_session.Log, "SELECT max(id) FROM messages") ?? 0, _limits.UpTo);
            var oldest = Statement.Number(_session.Log, "SELECT min(id) FROM messages");
            var first = oldest ?? 1;
            var within = isOlder ? new IdRange(first, Math.Min(Math.Max(from, 1) - 1, last)) : new IdRange(Math.Clamp(from, first - 1, Math.Max(first - 1, last)) + 1, last);
            covered = Math.Min(covered, last);
            var trails = isOlder && _filter.IsIndexed && last - covered > _limits.Trail ? last - covered - _limits.Trail : 0;
            var ranges = IdRanges.Of(_session.Log, _filter.From, _filter.To, within);
            var end = isOlder ? last : EndOfScan(ranges, covered, last);
            if (isOlder)
            {
                ranges.Reverse();
            }

            foreach (var range in ranges.TakeWhile(_ => !_hasMore))
            {
                var known = range with { Last = Math.Min(range.Last, covered) };
                var unknown = new IdRange(Math.Max(range.First, covered + trails + 1), Math.Min(range.Last, end));
                if (isOlder)
                {
                    Scan(unknown, isOlder);
                    Ask(known, isOlder);
                }
                else
                {
                    Ask(known, isOlder);
                    Scan(unknown, isOlder);
                }
            }

            if (isOlder)
            {
                var hasPassedOver = within.Last > covered && (!_hasMore || _stoppedAt <= covered + trails);
                return new(_entries, _hasMore, hasPassedOver ? trails : 0, within.Last, last, oldest ?? long.MaxValue);
            }

            return new(_entries, _hasMore || ranges.Exists(range => range.Last > end), 0, _hasMore ? _stoppedAt - 1 : end, last, oldest ?? long.MaxValue);
        }
        finally
        {
            End(_session.Log);
            if (_session.Index is { } index)
            {
                End(index);
            }
        }
    }

    /// <summary>How far a walk towards now scans beyond the index: whoever follows goes on from there, so there must be no hole before it.</summary>
    private long EndOfScan(List<IdRange> ranges, long covered, long last)
    {
        if (!_filter.IsIndexed || ranges.FindIndex(range => range.Last > covered) is not (>= 0 and var next))
        {
            return last;
        }

        var start = Math.Max(ranges[next].First - 1, covered);
        return last - start > _limits.Trail ? start + _limits.Trail : last;
    }

    private long BeginIndex(SqliteConnection index)
    {
        Statement.Execute(index, "BEGIN");
        return Statement.Number(index, "SELECT done_to FROM state") ?? 0;
    }

    private void Scan(IdRange range, bool isOlder)
    {
        if (_hasMore || range.First > range.Last)
        {
            return;
        }

        var rows = _session.OnLog($"SELECT {_columns} FROM {MessageRowReader.Tables} WHERE m.id BETWEEN ? AND ? ORDER BY m.id {(isOlder ? "DESC" : "ASC")}");
        rows.Bind(1, range.First);
        rows.Bind(2, range.Last);
        try
        {
            for (var looked = 0; !_hasMore && rows.Step(); looked++)
            {
                if (looked % EntriesBetweenChecks == 0)
                {
                    _cancellation.ThrowIfCancellationRequested();
                }

                Take(rows, false);
            }
        }
        finally
        {
            rows.Reset();
        }
    }

    private void Ask(IdRange range, bool isOlder)
    {
        if (_hasMore || range.First > range.Last)
        {
            return;
        }

        var connections = Connections();
        if (connections is { Count: 0 })
        {
            return;
        }

        var expression = IndexExpression.Of(_filter, connections);
        foreach (var part in OnIndex(index => Parts(index, range, isOlder)))
        {
            Ask(part, range, expression, isOlder);
            if (_hasMore)
            {
                return;
            }
        }
    }

    private void Ask(long part, IdRange range, byte[] expression, bool isOlder)
    {
        var table = IndexFile.Part(part);
        using var hits = OnIndex(index => new Statement(index, $"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid {(isOlder ? "DESC" : "ASC")}"));
        hits.BindText(1, expression);
        hits.Bind(2, range.First);
        hits.Bind(3, range.Last);
        var row = _session.OnLog($"SELECT {_columns} FROM {MessageRowReader.Tables} WHERE m.id = ?");
        while (!_hasMore && OnIndex(_ => hits.Step()))
        {
            _cancellation.ThrowIfCancellationRequested();
            row.Bind(1, hits.Int64(0));
            if (row.Step()) // or retention has deleted it
            {
                Take(row, _indexDecidesText);
            }

            row.Reset();
        }

        _cancellation.ThrowIfCancellationRequested();
    }

    private void Take(Statement row, bool textIsKnown)
    {
        if (!_rowFilter.Meets(row, textIsKnown))
        {
            return;
        }

        if (_entries.Count == _limits.Count || (_bytes >= _limits.Bytes && _entries.Count > 0))
        {
            (_hasMore, _stoppedAt) = (true, row.Int64(0));
            return;
        }

        var entry = _limits.Whole ? new LoggedMessage(_session.Rows.Read(row), (int)row.Int64(17)) : _session.Rows.ReadCut(row);
        _bytes += entry.Message.Body.Length;
        _entries.Add(entry);
    }

    private static List<long> Parts(SqliteConnection index, IdRange range, bool isOlder)
    {
        using var parts = new Statement(index, $"SELECT number FROM parts WHERE number BETWEEN ? AND ? ORDER BY number {(isOlder ? "DESC" : "ASC")}");
        parts.Bind(1, IndexFile.PartOf(range.First));
        parts.Bind(2, IndexFile.PartOf(range.Last));
        var numbers = new List<long>();
        while (parts.Step())
        {
            numbers.Add(parts.Int64(0));
        }

        return numbers;
    }

    /// <summary>The connections from the endpoint that the filter names; null when it names none, or they are too many.</summary>
    private List<long>? Connections()
    {
        if (_filter.Remote?.Whole is not { } whole)
        {
            return null;
        }

        var rows = _session.OnLog($"SELECT id FROM connections WHERE remote = ? COLLATE NOCASE ORDER BY id DESC LIMIT {IndexExpression.MostConnections}");
        rows.Bind(1, whole);
        var connections = new List<long>();
        while (rows.Step())
        {
            connections.Add(rows.Int64(0));
        }

        return connections.Count == IndexExpression.MostConnections ? null : connections;
    }

    /// <summary>Tells a failure of the index from one of the log.</summary>
    private T OnIndex<T>(Func<SqliteConnection, T> work)
    {
        if (_session.Index is not { } index)
        {
            return default!;
        }

        try
        {
            return work(index);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode != SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new IndexFailure(failure);
        }
    }

    private static void End(SqliteConnection connection)
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Statement.Execute(connection, "COMMIT");
            }
        }
        catch (SqliteException)
        {
            // the next BEGIN says what is wrong
        }
    }
}

/// <summary>The index cannot be read, though the log can.</summary>
internal sealed class IndexFailure(SqliteException failure) : Exception(failure.Message, failure)
{
    public SqliteException Failure { get; } = failure;
}
