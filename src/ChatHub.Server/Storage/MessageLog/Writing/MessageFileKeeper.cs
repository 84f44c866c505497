using System.Globalization;
using ChatHub.Chat;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// Keeps the log's file open over all that can happen to it: one that cannot be written is opened anew from time to time, a damaged one is set
/// aside. Operators are told once when it begins and once when it is over. For the writer's thread; what is said to be for all may be read by all.
/// </summary>
internal sealed class MessageFileKeeper : IDisposable
{
    /// <summary>How often it looks whether the file is still there.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private readonly MessageLogFiles _files;
    private readonly PendingEntries _pending;
    private readonly LogNotices _notices;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action? _beforeCommit;
    private readonly IReadOnlyList<IMessageLogFollower> _followers;
    private readonly Outage _outage;
    private readonly SetAsidePace _pace;
    private long _lookedAt;
    private long _lastId;
    private long _lastConnection;
    private long _triedTo;
    private bool _wrote;
    private bool _isReplaced;
    private string? _setAside;

    public MessageFileKeeper(
        MessageFileStart start, MessageLogFiles files, PendingEntries pending, LogNotices notices,
        IReadOnlyList<IMessageLogFollower> followers, TimeProvider time, ILogger logger, Action wake, Action? beforeCommit)
    {
        (File, _lastId, _lastConnection, _setAside, var missing, var failure) = start;
        _triedTo = _lastId;
        _isReplaced = File is null && _setAside is not null;
        _files = files;
        _pending = pending;
        _notices = notices;
        _followers = followers;
        _time = time;
        _logger = logger;
        _beforeCommit = beforeCommit;
        _outage = new Outage(time, wake);
        _pace = new SetAsidePace(time);
        _lookedAt = time.GetTimestamp();
        if (_setAside is { } name)
        {
            TellSetAside(name);
        }

        if (missing is { } last)
        {
            TellMissing(last);
        }

        if (failure is not null)
        {
            Degrade(failure);
        }
    }

    /// <summary>The file; null when it cannot be written now.</summary>
    public MessageFile? File { get; private set; }

    /// <summary>Number of the newest entry in the file. For all threads.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Name of the damaged file that was set aside last; null when there was none. For all threads.</summary>
    public string? SetAside => Volatile.Read(ref _setAside);

    /// <summary>Why and since when it cannot be written; null when it can. For all threads.</summary>
    public OutageFacts? Outage => _outage.Facts;

    /// <summary>Writes that failed since the start. For all threads.</summary>
    public long Failures => _outage.Failures;

    /// <summary>Whether the file is open, or can be opened now.</summary>
    /// <param name="evenIfEarly">Tries although it is not yet time to try again.</param>
    public bool IsOpen(bool evenIfEarly)
    {
        if (File is not null && !IsGone())
        {
            return true;
        }

        if (_outage.Waits && !evenIfEarly)
        {
            return false;
        }

        try
        {
            OpenWhatIsThere();
            return true;
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    /// <summary>Writes entries to the file, which must be open.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">None was written, or it is not known: see <see cref="Failed"/>.</exception>
    public void Write(ReadOnlySpan<ChatMessage> entries)
    {
        _triedTo = Math.Max(_triedTo, entries[^1].Id); // a commit that failed may be in the file all the same
        File!.Write(entries);
        Volatile.Write(ref _lastId, File.LastId);
        _lastConnection = File.LastConnection;
        _wrote = true;
        if (_outage.Facts is not null)
        {
            _pending.EndLoss();
        }
    }

    /// <summary>All that was due is written: an outage, if there was one, is over.</summary>
    public void Drained()
    {
        if (_outage.Facts is null || (!_wrote && _pending.Count > 0))
        {
            return;
        }

        _pending.EndLoss();
        var loss = _pending.TakeLoss();
        _notices.Tell(SystemEvent.LogRecovered, "");
        if (loss.Count > 0)
        {
            _notices.Tell(SystemEvent.LogGap, loss.ToString());
        }

        MessageLogLog.Recovered(_logger, _outage.End(), loss.Count);
    }

    /// <summary>From now on it tries again soon after a failure.</summary>
    public void Hurry() => _outage.Hurry();

    /// <summary>A write failed. Returns whether there is a file to write to again, at once.</summary>
    public bool Failed(Exception failure)
    {
        _wrote = false;
        File?.Dispose();
        File = null;
        if (!StorageFault.IsDamage(failure) || !_pace.MayNow)
        {
            return Degrade(failure);
        }

        try
        {
            var name = DamagedFile.SetAside(_files.Log, _time.GetUtcNow());
            Volatile.Write(ref _setAside, name);
            TellSetAside(name);
            _isReplaced = true;
            File = MessageFile.Open(_files.Log, _beforeCommit);
            File.GoOnFrom(_lastId, _lastConnection, _time.GetUtcNow());
            _isReplaced = false;
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException or SqliteException)
        {
            File?.Dispose();
            File = null;
            return Degrade(second);
        }
        finally
        {
            TellReplaced(true);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outage.Dispose();
        File?.Dispose();
        File = null;
    }

    private bool Degrade(Exception failure)
    {
        var reason = StorageFault.Reason(failure);
        if (_outage.Fail(reason))
        {
            MessageLogLog.Degraded(_logger, reason);
            _pending.BeginLoss();
            _notices.Tell(SystemEvent.LogDegraded, reason);
        }
        else
        {
            _pending.BeginLoss();
        }

        return false;
    }

    /// <summary>
    /// Opens the file that the path has now. It may have come there while none was open: one with less than was written is another, and so is one with higher
    /// numbers than were ever given to it, which would swallow what comes with lower ones.
    /// </summary>
    private void OpenWhatIsThere()
    {
        File = MessageFile.Open(_files.Log, _beforeCommit);
        var isForeign = File.LastId > _triedTo;
        if (!_isReplaced && (isForeign || File.LastId < _lastId))
        {
            TellMissing(_lastId);
            _isReplaced = true;
        }

        if (isForeign)
        {
            File.Dispose();
            File = null;
            MessageLogLog.ForeignSetAside(_logger, DamagedFile.SetAside(_files.Log, _time.GetUtcNow(), "foreign"));
            File = MessageFile.Open(_files.Log, _beforeCommit);
        }

        File.GoOnFrom(_isReplaced ? _lastId : 0, _lastConnection, _time.GetUtcNow());
        TellReplaced(_isReplaced);
        _isReplaced = false;
    }

    private void TellSetAside(string name)
    {
        _pace.Did();
        MessageLogLog.SetAside(_logger, name);
        _notices.Tell(SystemEvent.LogSetAside, name);
    }

    private void TellReplaced(bool isReplaced)
    {
        foreach (var follower in isReplaced ? _followers : [])
        {
            follower.Replaced();
        }
    }

    private void TellMissing(long lastId)
    {
        MessageLogLog.Missing(_logger, _files.Log, lastId);
        _notices.Tell(SystemEvent.LogMissing, lastId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Looks now and then whether the file was deleted or replaced. If so, what the path has now is opened next; the old one gets all that SQLite
    /// still keeps beside it, for whoever moved it.
    /// </summary>
    private bool IsGone()
    {
        if (_time.GetElapsedTime(_lookedAt) < s_look)
        {
            return false;
        }

        _lookedAt = _time.GetTimestamp();
        if (!File!.HasMoved)
        {
            return false;
        }

        var isWhole = File.Gather();
        File.Dispose();
        File = null;
        if (isWhole)
        {
            DamagedFile.DeleteCompanions(_files.Log); // of the old file: they must not be taken for those of another
        }
        else if (DamagedFile.SetCompanionsAside(_files.Log, _time.GetUtcNow()) is { } name)
        {
            MessageLogLog.RestKept(_logger, name); // a reader kept SQLite from it
        }

        TellMissing(_lastId);
        _isReplaced = true;
        return true;
    }
}
