using ChatHub.Chat;
using ChatHub.Server.Storage.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>What a step of retention did.</summary>
/// <param name="HasDeleted">Whether entries were deleted.</param>
/// <param name="IsDone">Whether there is nothing more to do now.</param>
/// <param name="NextAt">When something becomes too old, where nothing is to do now.</param>
internal readonly record struct RetentionStep(bool HasDeleted, bool IsDone, DateTimeOffset NextAt);

/// <summary>
/// The steps of retention on one file, each a transaction of a few milliseconds: rows of the oldest mark, the mark itself with what belongs to it
/// alone, and pages given back to the system. The newest mark stays, because numbers go on from it. A connection that ended goes some time after its end:
/// a private message of its may have come into the log later than that, by way of another room.
/// </summary>
internal sealed class RetentionSteps : IDisposable
{
    /// <summary>Free pages that are kept for what comes next, beside a fiftieth of the file.</summary>
    private const int KeptPages = 512;

    /// <summary>Entries that are deleted after the end of a connection before it is.</summary>
    private const int EndedFor = 20_000;

    private const int LeastRows = 32;
    private const int LeastPages = 16;

    private static readonly TimeSpan s_long = TimeSpan.FromMilliseconds(2); // 5 ms is what a step may hold up the writer; the commit can take the rest

    private readonly MessageFile _file;
    private readonly Func<MessageLogOptions> _options;
    private readonly TimeProvider _time;
    private TimeSpan _worked;
    private readonly Statement _oldest;
    private readonly Statement _lowest;
    private readonly Statement _saneAfter;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _ended;
    private readonly Statement _deleteConnection;
    private readonly Queue<(long Connection, long At)> _endedAt = new();
    private readonly Statement _deleteRows;
    private readonly long _pageBytes;
    private int _rows = LeastRows;
    private int _pages = LeastPages;
    private bool _hasGivenBack;

    public RetentionSteps(MessageFile file, Func<MessageLogOptions> options, TimeProvider time)
    {
        var connection = file.Connection;
        _file = file;
        _options = options;
        _time = time;
        _oldest = new Statement(connection, "SELECT first_id, last_id, latest, first_id = (SELECT max(first_id) FROM marks) FROM marks ORDER BY first_id LIMIT 1");
        _saneAfter = new Statement(connection, "SELECT latest FROM marks WHERE latest <= ? ORDER BY first_id LIMIT 1");
        _lowest = new Statement(connection, "SELECT min(id) FROM messages");
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _ended = new Statement(
            connection,
            $"SELECT connection, id FROM messages WHERE id BETWEEN ? AND ? AND kind = {(int)MessageKind.System} AND event = {(int)SystemEvent.Disconnected} AND connection IS NOT NULL");
        _deleteConnection = new Statement(connection, "DELETE FROM connections WHERE id = ? AND id < (SELECT max(id) FROM connections)");
        _deleteRows = new Statement(connection, "DELETE FROM messages WHERE id BETWEEN ? AND ?");
        _pageBytes = Number("PRAGMA page_size");
        file.DisposeWith(this);
    }

    /// <summary>Does the next step, if there is one.</summary>
    public RetentionStep Do()
    {
        var options = _options();
        if (!_oldest.Step())
        {
            return GiveBack(_time.GetUtcNow() + options.RetainFor);
        }

        var (first, last, latest, isNewest) = (_oldest.Int64(0), _oldest.Int64(1), MessageTime.FromMicroseconds(_oldest.Int64(2)), _oldest.Int64(3) == 1);
        _oldest.Reset();
        var lowest = _lowest.Step() && !_lowest.IsNull(0) ? _lowest.Int64(0) : long.MaxValue;
        _lowest.Reset();
        latest = latest > _time.GetUtcNow() ? SaneAfter(latest) : latest;
        var tooOldAt = DateTimeOffset.MaxValue - options.RetainFor > latest ? latest + options.RetainFor : DateTimeOffset.MaxValue;
        if ((isNewest && lowest > last) || (tooOldAt > _time.GetUtcNow() && UsedBytes <= options.RetainBytes))
        {
            return GiveBack(tooOldAt);
        }

        if (lowest <= last)
        {
            DeleteRows(lowest, Math.Min(last, lowest + _rows - 1));
            _rows = Sized(_rows, LeastRows, 2_000, _worked); // not the sync of the commit: fewer rows do not make that shorter
        }
        else
        {
            DeleteMark(first);
        }

        return new RetentionStep(true, false, default);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _oldest.Dispose();
        _lowest.Dispose();
        _saneAfter.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _ended.Dispose();
        _deleteConnection.Dispose();
        _deleteRows.Dispose();
    }

    private long UsedBytes => (Number("PRAGMA page_count") - Number("PRAGMA freelist_count")) * _pageBytes;

    /// <summary>
    /// The time of the next mark that is not in the future, for one whose clock was ahead: it was written before that. Not the least of all that follow: a clock that was behind
    /// for once, as after a start without a battery, would make everything before it old.
    /// </summary>
    private DateTimeOffset SaneAfter(DateTimeOffset latest)
    {
        _saneAfter.Bind(1, MessageTime.ToMicroseconds(_time.GetUtcNow()));
        var sane = _saneAfter.Step() ? MessageTime.FromMicroseconds(_saneAfter.Int64(0)) : latest;
        _saneAfter.Reset();
        return sane;
    }

    private void DeleteRows(long from, long to)
    {
        var ended = new List<(long, long)>();
        InTransaction(() =>
        {
            for (Bound(_ended, from, to); _ended.Step();)
            {
                ended.Add((_ended.Int64(0), _ended.Int64(1)));
            }

            Bound(_deleteRows, from, to).Run();
            foreach (var (connection, _) in _endedAt.TakeWhile(one => one.At < to - EndedFor))
            {
                _deleteConnection.Bind(1, connection);
                _deleteConnection.Run();
                _file.ForgetConnection(connection);
            }
        });
        while (_endedAt.TryPeek(out var gone) && gone.At < to - EndedFor)
        {
            _endedAt.Dequeue();
        }

        ended.ForEach(_endedAt.Enqueue); // after a restart those that wait here go with their mark
    }

    /// <summary>Deletes a mark that has no rows any more, and connections that only it had: those of a run that was killed have no end of their own.</summary>
    private void DeleteMark(long first)
    {
        InTransaction(() =>
        {
            Execute($"DELETE FROM marks WHERE first_id = {first}");
            Execute($"DELETE FROM rooms WHERE first_id <= {first}");
            Execute(
                "DELETE FROM connections WHERE id IN (SELECT id FROM connections WHERE id < (SELECT min(connection) FROM marks) "
                + "AND id < (SELECT max(id) FROM connections) ORDER BY id LIMIT 1000)");
        });
        _file.ForgetConnections();
    }

    private RetentionStep GiveBack(DateTimeOffset nextAt)
    {
        var free = Number("PRAGMA freelist_count") - KeptPages - (Number("PRAGMA page_count") / 50);
        if (free <= 0)
        {
            if (_hasGivenBack)
            {
                Execute("PRAGMA wal_checkpoint(PASSIVE)"); // the file becomes shorter by it
                _hasGivenBack = false;
            }

            return new RetentionStep(false, true, nextAt);
        }

        var started = _time.GetTimestamp();
        Execute($"PRAGMA incremental_vacuum({Math.Min(free, _pages)})");
        _pages = Sized(_pages, LeastPages, 512, _time.GetElapsedTime(started));
        _hasGivenBack = true;
        return new RetentionStep(false, false, default);
    }

    private static int Sized(int size, int least, int most, TimeSpan took) =>
        took > s_long ? Math.Max(least, size / 2) : took < s_long / 3 ? Math.Min(most, size * 2) : size;

    private void InTransaction(Action work)
    {
        var started = _time.GetTimestamp();
        _begin.Run();
        try
        {
            work();
            _worked = _time.GetElapsedTime(started);
            _commit.Run();
        }
        catch
        {
            _file.RollBack();
            throw;
        }
    }

    private static Statement Bound(Statement statement, long from, long to)
    {
        statement.Bind(1, from);
        statement.Bind(2, to);
        return statement;
    }

    private long Number(string sql) => Statement.Number(_file.Connection, sql) ?? 0;

    private void Execute(string sql) => Statement.Execute(_file.Connection, sql);
}
