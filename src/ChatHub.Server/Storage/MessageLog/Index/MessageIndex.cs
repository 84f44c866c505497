using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>
/// The text index: follows the log on a thread of its own. The newest entries, fewer than a chunk, are left to the readers, who scan them: so it
/// does nothing at all while little is said, and then a chunk at once, which costs least.
/// </summary>
internal sealed class MessageIndex : IMessageLogFollower, IDisposable
{
    /// <summary>Entries that it takes in at once.</summary>
    public const int ChunkEntries = 4096;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2); // between two chunks: others have their turn at disk and processor
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(10);

    private readonly MessageLogFiles _files;
    private readonly ILogger<MessageIndex> _logger;
    private readonly ManualResetEventSlim _wake = new(true, 0);
    private readonly ManualResetEventSlim _anew = new(false, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private long _doneTo;
    private long _lastId;
    private int _generation;
    private bool _takeAll;
    private bool _isReplaced;
    private bool _hasFailed;
    private TimeSpan _unreadableFor;

    /// <summary>An index that follows once it is started.</summary>
    public MessageIndex(MessageLogFiles files, ILogger<MessageIndex> logger)
    {
        _files = files;
        _logger = logger;
        _thread = new Thread(Run) { Name = "message index", IsBackground = true };
    }

    /// <inheritdoc/>
    public event Action<long, string>? Unreadable;

    /// <summary>Which files are current: it changes when the index was made anew or the log was replaced, and readers open them again.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <inheritdoc/>
    public long DoneTo => Volatile.Read(ref _doneTo);

    /// <summary>Begins to follow. The log's file MUST be there, with its tables.</summary>
    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public void Changed(long lastId)
    {
        var isDeletion = lastId == Volatile.Read(ref _lastId);
        Volatile.Write(ref _lastId, lastId);
        if ((isDeletion || lastId - DoneTo >= ChunkEntries) && !_wake.IsSet)
        {
            _wake.Set();
        }
    }

    /// <inheritdoc/>
    public void Replaced()
    {
        Volatile.Write(ref _isReplaced, true);
        Interlocked.Increment(ref _generation);
        _wake.Set();
        _anew.Set();
    }

    /// <summary>Takes in what there is, though it is less than a chunk: a reader found it long to scan.</summary>
    public void CatchUp()
    {
        Volatile.Write(ref _takeAll, true);
        _wake.Set();
    }

    /// <summary>A reader found that the file is no good.</summary>
    public void Damaged() => Replaced();

    /// <summary>Stops; what is under way ends first, at most a chunk.</summary>
    public void Dispose()
    {
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            if (!_thread.IsAlive || _thread.Join(s_retry)) // a disk that does not answer must not hold up the end
            {
                _stop.Dispose();
            }
        }
    }

    private void Run()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Follow(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SqliteException failure) when (IndexFile.IsDamage(failure))
            {
                MessageIndexLog.MadeAnew(_logger, failure.Message);
                Replaced();
                stop.WaitHandle.WaitOne(s_retry);
            }
            catch (LogUnreadableException failure)
            {
                WaitForAnother(failure, stop);
            }
            catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
            {
                if (!_hasFailed)
                {
                    MessageIndexLog.CannotWrite(_logger, failure.Message);
                    _hasFailed = true;
                }

                stop.WaitHandle.WaitOne(s_retry);
            }
            catch (Exception defect) when (defect is not OutOfMemoryException)
            {
                MessageIndexLog.CannotWrite(_logger, defect.ToString()); // searches miss what comes; the chat goes on
                stop.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            }
        }
    }

    /// <summary>The log is damaged, not the index: what the index has stays, operators are told once, and it tries again later and later, or when the log is replaced.</summary>
    private void WaitForAnother(LogUnreadableException failure, CancellationToken stop)
    {
        if (_unreadableFor == TimeSpan.Zero)
        {
            Unreadable?.Invoke(DoneTo + 1, failure.Message);
        }

        _unreadableFor = _unreadableFor == TimeSpan.Zero ? s_retry : _unreadableFor * 2 < s_longestRetry ? _unreadableFor * 2 : s_longestRetry;
        try
        {
            _anew.Wait(_unreadableFor, stop);
        }
        catch (OperationCanceledException)
        {
            // it is the end
        }
    }

    private void Follow(CancellationToken stop)
    {
        _anew.Reset();
        if (Volatile.Read(ref _isReplaced))
        {
            Volatile.Write(ref _doneTo, 0);
            IndexFile.Delete(_files.Index);
            Volatile.Write(ref _isReplaced, false);
        }

        using var indexer = new MessageIndexer(_files);
        Volatile.Write(ref _doneTo, indexer.DoneTo);
        Interlocked.Increment(ref _generation); // the file may be another one
        while (!Volatile.Read(ref _isReplaced))
        {
            _wake.Reset();
            while (!Volatile.Read(ref _isReplaced) && (Advance(indexer) || indexer.Forget() || indexer.Merge()))
            {
                stop.WaitHandle.WaitOne(s_pause);
                stop.ThrowIfCancellationRequested();
            }

            _wake.Wait(stop);
        }
    }

    private bool Advance(MessageIndexer indexer)
    {
        var takesAll = Volatile.Read(ref _takeAll);
        Volatile.Write(ref _takeAll, false);
        if (indexer.LastId - indexer.DoneTo < (takesAll ? 1 : ChunkEntries))
        {
            return false;
        }

        indexer.Advance(ChunkEntries);
        Volatile.Write(ref _doneTo, indexer.DoneTo);
        _unreadableFor = TimeSpan.Zero;
        if (_hasFailed)
        {
            _hasFailed = false;
            MessageIndexLog.WritesAgain(_logger);
        }

        return true;
    }
}
