using ChatHub.Chat;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// Keeps the log's file open over all that can happen to it: one that cannot be written is opened anew from time to time, a damaged one is set
/// aside. Operators are told once when it begins and once when it is over. For the writer's thread; what is said to be for all may be read by all.
/// </summary>
internal sealed class MessageFileKeeper : IDisposable
{
    private readonly MessageLogFiles _files;
    private readonly MessageDurability _durability;
    private readonly PendingEntries _pending;
    private readonly LogNotices _notices;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action? _beforeCommit;
    private readonly IReadOnlyList<IMessageLogFollower> _followers;
    private readonly Outage _outage;
    private long _lastId;
    private long _lastConnection;
    private bool _wrote;
    private string? _setAside;

    public MessageFileKeeper(
        MessageFileStart start, MessageLogFiles files, MessageDurability durability, PendingEntries pending, LogNotices notices,
        IReadOnlyList<IMessageLogFollower> followers, TimeProvider time, ILogger logger, Action wake, Action? beforeCommit)
    {
        (File, _lastId, _lastConnection, _setAside, var failure) = start;
        _files = files;
        _durability = durability;
        _pending = pending;
        _notices = notices;
        _followers = followers;
        _time = time;
        _logger = logger;
        _beforeCommit = beforeCommit;
        _outage = new Outage(time, wake);
        if (_setAside is { } name)
        {
            TellSetAside(name);
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
        if (File is not null)
        {
            return true;
        }

        if (_outage.Waits && !evenIfEarly)
        {
            return false;
        }

        try
        {
            File = MessageFile.Open(_files.Log, _durability, _beforeCommit);
            File.GoOnFrom(0, _lastConnection, _time.GetUtcNow());
            return true;
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    /// <summary>A write succeeded.</summary>
    public void Wrote()
    {
        Volatile.Write(ref _lastId, File!.LastId);
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
        MessageLogLog.Recovered(_logger, _outage.End(), loss.Count);
        _notices.Tell(SystemEvent.LogRecovered, "");
        if (loss.Count > 0)
        {
            _notices.Tell(SystemEvent.LogGap, loss.ToString());
        }
    }

    /// <summary>A write failed. Returns whether there is a file to write to again, at once.</summary>
    public bool Failed(Exception failure)
    {
        _wrote = false;
        File?.Dispose();
        File = null;
        if (!StorageFault.IsDamage(failure))
        {
            return Degrade(failure);
        }

        try
        {
            var name = DamagedFile.SetAside(_files.Log, _time.GetUtcNow());
            Volatile.Write(ref _setAside, name);
            TellSetAside(name);
            File = MessageFile.Open(_files.Log, _durability, _beforeCommit);
            File.GoOnFrom(_lastId, _lastConnection, _time.GetUtcNow());
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException or SqliteException)
        {
            File?.Dispose();
            File = null;
            return Degrade(second);
        }
        finally
        {
            foreach (var follower in _followers)
            {
                follower.Replaced();
            }
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

    private void TellSetAside(string name)
    {
        MessageLogLog.SetAside(_logger, name);
        _notices.Tell(SystemEvent.LogSetAside, name);
    }
}
