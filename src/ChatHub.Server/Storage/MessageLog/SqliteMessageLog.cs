using System.Globalization;
using ChatHub.Chat;
using ChatHub.Chat.MessageLog;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog.Writing;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>
/// The durable message log in SQLite. Entries are appended to a list and written by one thread of its own. Safe for all threads.
/// What it promises is <see cref="MessageLogOptions.Durability"/>; while its file cannot be written it promises nothing, and the chat goes on.
/// </summary>
internal sealed class SqliteMessageLog : IMessageLog, IAsyncDisposable
{
    /// <summary>How long the end waits for a disk that writes nothing.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _signal = new(false);
    private readonly MessageLogFiles _files;
    private readonly IMessageLogFollower[] _followers;
    private readonly LogNotices _notices;
    private readonly PendingEntries _pending;
    private readonly MessageFileKeeper _keeper;
    private readonly MessageLogWriter _writer;
    private readonly MessageRecall _recall;
    private readonly MessageRetention _retention;
    private Task? _closed;

    /// <summary>Opens the log's file, makes it, or begins another where it is damaged. Nothing is written before <see cref="Start"/>.</summary>
    /// <param name="files">Where its files are; the folder must be there, and this process alone may use it.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The server's log.</param>
    /// <param name="followers">Those who make something of its file.</param>
    /// <param name="beforeCommit">Called before each commit and each time the file is opened. Tests let it fail as a disk does.</param>
    /// <exception cref="SettingsException">The file is of a newer program, of another, or can neither be written nor read.</exception>
    public SqliteMessageLog(
        MessageLogFiles files, MessageLogOptions options, TimeProvider time, ILogger<SqliteMessageLog> logger, IEnumerable<IMessageLogFollower> followers, Action? beforeCommit = null)
    {
        (_time, _logger) = (time, logger);
        _files = files;
        _followers = [.. followers];
        _notices = new LogNotices(time);
        var start = MessageFileStart.Open(files, time, beforeCommit);
        (LastId, LastConnection) = (start.LastId, start.LastConnection);
        _pending = new PendingEntries(options.Durability, start.LastId, time, Wake);
        _keeper = new MessageFileKeeper(start, files, _pending, _notices, _followers, time, logger, Wake, beforeCommit);
        _recall = new MessageRecall(files.Log, start.LastId, logger);
        _retention = new MessageRetention(options, time, logger, Wake);
        _writer = new MessageLogWriter(_pending, _keeper, _retention, options.Durability, _followers, _signal, time, logger);
    }

    /// <inheritdoc/>
    public long LastId { get; }

    /// <summary>The highest number of a connection from before the start; 0 when there was none.</summary>
    public long LastConnection { get; }

    /// <summary>How it does, now.</summary>
    public MessageLogStatus Status
    {
        get
        {
            var outage = _keeper.Outage;
            var lastId = _keeper.LastId;
            return new MessageLogStatus(
                outage is null ? MessageLogState.Running : MessageLogState.Degraded, outage?.Reason, outage?.Since, _pending.Unlogged, _pending.Count, _pending.Lag, lastId,
                _followers.Select(follower => Math.Max(0, lastId - follower.DoneTo)).DefaultIfEmpty().Max(), FileBytes, _keeper.SetAside);
        }
    }

    /// <summary>Entries written since the start.</summary>
    public long Written => _writer.Written;

    /// <summary>Groups of entries written since the start.</summary>
    public long Commits => _writer.Commits;

    /// <summary>Writes that failed since the start.</summary>
    public long Failures => _keeper.Failures;

    /// <summary>Starts to write, and tells the operators what happens to the log.</summary>
    /// <param name="record">Takes an entry into the hub, which numbers it and gives it back to this log.</param>
    public void Start(Action<ChatMessage> record)
    {
        foreach (var follower in _followers)
        {
            follower.Unreadable += TellUnreadable;
        }

        _notices.TellTo(record);
        _writer.Start();
    }

    /// <summary>What is kept, and for how long, is other from now on; of the other settings nothing changes.</summary>
    public void Retain(MessageLogOptions options) => _retention.Use(options);

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<ChatMessage> entries) => _pending.Append(entries);

    /// <inheritdoc/>
    public Task WhenDeliverable(long id) => _pending.WhenDeliverable(id);

    /// <inheritdoc/>
    public IReadOnlyList<ChatMessage> Newest(int count, long bytes) => _recall.Newest(count, bytes);

    /// <inheritdoc/>
    public IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes) => _recall.Newest(room, count, bytes);

    /// <summary>Writes what waits and closes the file. What is appended afterwards is lost. Given up when the disk takes nothing for 5 s: then the server's log says how much was not written.</summary>
    public Task CloseAsync() => _closed ??= CloseOnceAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _pending.Dispose();
    }

    private long FileBytes => MessageLogFiles.WithCompanions(_files.Log).Concat(MessageLogFiles.WithCompanions(_files.Index))
        .Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0);

    private async Task CloseOnceAsync()
    {
        var ended = _writer.CloseAsync();
        long written;
        do
        {
            written = Written;
            try
            {
                await ended.WaitAsync(s_patience, _time);
                return;
            }
            catch (TimeoutException)
            {
                // as long as it writes something, it is waited for
            }
        }
        while (Written != written);

        if (_pending.Seal() is > 0 and var left)
        {
            MessageLogLog.StuckAtTheEnd(_logger, left);
        }
    }

    private void TellUnreadable(long from, string reason)
    {
        MessageLogLog.Unreadable(_logger, from, reason);
        _notices.Tell(SystemEvent.LogUnreadable, from.ToString(CultureInfo.InvariantCulture));
    }

    private void Wake() => _signal.Set();
}
