using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>When old entries are deleted: a step of a few milliseconds at a time, with pauses, and nothing in between while nothing is due. For the writer's thread.</summary>
internal sealed class MessageRetention : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private readonly Action _wake;
    private volatile MessageLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private MessageFile? _file;
    private RetentionSteps? _steps;
    private long _parts;
    private volatile bool _due;
    private bool _failed;

    /// <summary>Nothing is due before the first entries were written.</summary>
    /// <param name="options">What is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For what goes wrong.</param>
    /// <param name="wake">Called when something is due.</param>
    public MessageRetention(MessageLogOptions options, TimeProvider time, ILogger logger, Action wake)
    {
        _options = options;
        _wake = wake;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(
            _ =>
            {
                _due = true;
                wake();
            },
            null,
            s_shortestWait,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Other limits hold from now on: what is too much or too old by them goes at once. For any thread.</summary>
    public void Use(MessageLogOptions options)
    {
        _options = options;
        _due = true;
        _wake();
    }

    /// <summary>Does one step if one is due. Returns whether entries were deleted.</summary>
    /// <exception cref="SqliteException">The file is damaged.</exception>
    public bool Work(MessageFile file)
    {
        if (!ReferenceEquals(file, _file))
        {
            _steps = new RetentionSteps(file, () => _options, _time);
            (_file, _parts) = (file, file.PartsBegun);
        }

        if (!_due && _parts == file.PartsBegun)
        {
            return false;
        }

        _due = false;
        _parts = file.PartsBegun;
        try
        {
            var step = _steps!.Do();
            _timer.Change(step.IsDone ? Wait(step.NextAt) : s_pause, Timeout.InfiniteTimeSpan);
            _failed = false;
            return step.HasDeleted;
        }
        catch (SqliteException failure) when (!StorageFault.IsDamage(failure))
        {
            if (!_failed)
            {
                MessageLogLog.NotDeleted(_logger, StorageFault.Reason(failure));
            }

            _failed = true;
            _timer.Change(s_shortestWait, Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private TimeSpan Wait(DateTimeOffset nextAt)
    {
        var wait = nextAt - _time.GetUtcNow();
        return wait < s_shortestWait ? s_shortestWait : wait > s_longestWait ? s_longestWait : wait;
    }
}
