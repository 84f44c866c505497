using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>Reads the log's file with the help of its index, on threads of the pool and connections of its own. A few at once; the others wait for their turn.</summary>
internal sealed class SqliteMessageReader(MessageLogFiles files, MessageIndex index, TimeProvider time) : IMessageReader, IDisposable
{
    private const int AtOnce = 3;
    private const int MostTrail = 20_000; // entries beyond the index that a page scans: some 50 ms
    private const int BatchEntries = 500;
    private const long BatchBytes = 1 << 20;

    private readonly SemaphoreSlim _searches = new(AtOnce);
    private readonly SemaphoreSlim _pages = new(AtOnce); // a page without a search must not wait for searches
    private readonly ConcurrentBag<LogSession> _idle = [];
    private bool _isDisposed;

    /// <summary>How long a page may take before it is given up. Default 10 s.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<MessagePage> ReadAsync(MessageQuery query, long from, PageDirection direction, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        var filter = new MessageFilter(query);
        var limits = new WalkLimits(count, long.MaxValue, false, MostTrail);
        return LimitedAsync(
            filter.IsIndexed ? _searches : _pages,
            (session, cancelled) => Page(Walk(session, filter, limits, from, direction, cancelled), direction),
            cancellation,
            isSearch: filter.Text is not null);
    }

    /// <inheritdoc/>
    public Task<ChatMessage?> FindAsync(long id, CancellationToken cancellation) => LimitedAsync(
        _pages,
        (session, _) =>
        {
            var row = session.OnLog($"SELECT {MessageRowReader.Columns} FROM {MessageRowReader.Tables} WHERE m.id = ?");
            row.Bind(1, id);
            var message = row.Step() ? session.Rows.Read(row) : null;
            row.Reset();
            return message;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<long?> FirstAtAsync(DateTimeOffset at, CancellationToken cancellation) => LimitedAsync(
        _pages,
        (session, cancelled) =>
        {
            var from = new MessageFilter(new MessageQuery { From = at }).From;
            foreach (var range in IdRanges.Of(session.Log, from, long.MaxValue, new(0, long.MaxValue)))
            {
                cancelled.ThrowIfCancellationRequested();
                using var first = new Statement(session.Log, "SELECT id FROM messages WHERE id BETWEEN ? AND ? AND at >= ? ORDER BY id LIMIT 1");
                first.Bind(1, range.First);
                first.Bind(2, range.Last);
                first.Bind(3, from);
                if (first.Step())
                {
                    return (long?)first.Int64(0);
                }
            }

            return null;
        },
        cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageQuery query, CancellationToken cancellation) => ReadAllAsync(new MessageFilter(query), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    /// <summary>In batches: a slow receiver must hold neither a connection nor a snapshot, which would keep the writer's file from being tidied.</summary>
    private async IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var limits = new WalkLimits(BatchEntries, BatchBytes, true, long.MaxValue);
        var from = 0L;
        bool hasMore;
        do
        {
            var asked = limits;
            var start = from;
            var batch = await RunAsync(_searches, Timeout.InfiniteTimeSpan, (session, cancelled) => Walk(session, filter, asked, start, PageDirection.Newer, cancelled), cancellation);
            if (limits.UpTo != long.MaxValue && batch.Oldest > start + 1)
            {
                throw new MessageLogUnavailableException("Entries were deleted, as they were too old or too many, before they could be read: what was read is not whole.");
            }

            from = batch.CoveredTo;
            foreach (var entry in batch.Entries)
            {
                yield return entry.Message;
            }

            limits = limits with { UpTo = batch.UpTo };
            hasMore = batch.HasMore;
        }
        while (hasMore);
    }

    private static MessagePage Page(WalkResult found, PageDirection direction)
    {
        if (direction == PageDirection.Older)
        {
            found.Entries.Reverse();
        }

        return new(found.Entries, found.HasMore, found.Trails) { UpTo = found.CoveredTo, OldestId = found.Oldest };
    }

    private WalkResult Walk(LogSession session, MessageFilter filter, WalkLimits limits, long from, PageDirection direction, CancellationToken cancellation)
    {
        var walk = new LogWalk(session, filter, limits, cancellation);
        var found = walk.Run(from, direction);
        if (walk.FoundLongTail)
        {
            index.CatchUp();
        }

        return found;
    }

    private Task<T> LimitedAsync<T>(SemaphoreSlim turns, Func<LogSession, CancellationToken, T> read, CancellationToken cancellation, bool isSearch = false) =>
        RunAsync(turns, MostTime, read, cancellation, isSearch);

    private async Task<T> RunAsync<T>(SemaphoreSlim turns, TimeSpan mostTime, Func<LogSession, CancellationToken, T> read, CancellationToken cancellation, bool isSearch = false)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            using var timeout = new CancellationTokenSource(mostTime, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            try
            {
                return await Task.Run(() => Run(read, either.Token), either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (!isSearch)
                {
                    throw new MessageLogUnavailableException($"The message log could not be read within {mostTime.TotalSeconds:0} seconds."); // the disk's fault, not that of who asked
                }

                throw new MessageQueryException($"The search took longer than {mostTime.TotalSeconds:0} seconds and was given up. A shorter time range or another filter makes it quicker.");
            }
        }
        finally
        {
            turns.Release();
        }
    }

    private T Run<T>(Func<LogSession, CancellationToken, T> read, CancellationToken cancellation)
    {
        try
        {
            return Run(read, true, cancellation);
        }
        catch (IndexFailure failure) when (!cancellation.IsCancellationRequested)
        {
            if (IndexFile.IsDamage(failure.Failure))
            {
                index.Damaged();
            }

            return Run(read, false, cancellation); // what can be had without it
        }
    }

    private T Run<T>(Func<LogSession, CancellationToken, T> read, bool withIndex, CancellationToken cancellation)
    {
        var session = Rent(withIndex);
        var isGood = false;
        try
        {
            using var interrupt = cancellation.Register(() => Interrupt(session));
            cancellation.ThrowIfCancellationRequested();
            var found = read(session, cancellation);
            isGood = true;
            return found;
        }
        catch (Exception failure) when (failure is SqliteException or IndexFailure && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException failure)
        {
            throw new MessageLogUnavailableException($"The message log cannot be read now: {failure.Message}", failure);
        }
        finally
        {
            Return(session, isGood);
        }
    }

    private static void Interrupt(LogSession session)
    {
        raw.sqlite3_interrupt(session.Log.Handle);
        if (session.Index is { } index)
        {
            raw.sqlite3_interrupt(index.Handle);
        }
    }

    private LogSession Rent(bool withIndex)
    {
        var generation = index.Generation;
        while (_idle.TryTake(out var session))
        {
            if (session.Generation == generation && withIndex && session.Index is not null)
            {
                return session;
            }

            session.Dispose();
        }

        try
        {
            return new(files, generation, withIndex);
        }
        catch (SqliteException failure)
        {
            throw new MessageLogUnavailableException($"The message log cannot be opened now: {failure.Message}", failure);
        }
    }

    private void Return(LogSession session, bool isGood)
    {
        if (isGood && !_isDisposed && session.Generation == index.Generation)
        {
            _idle.Add(session);
        }
        else
        {
            session.Dispose();
        }
    }
}
