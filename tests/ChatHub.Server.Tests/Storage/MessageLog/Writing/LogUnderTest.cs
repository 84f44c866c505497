using System.Collections.Concurrent;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SQLitePCL;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>A message log in a folder of its own, with the history that numbers its entries, a clock that the test moves, and a disk that the test breaks.</summary>
internal sealed class LogUnderTest : IAsyncDisposable, ILogger<SqliteMessageLog>, IMessageLogFollower
{
    public static readonly TimeSpan Group = PendingEntries.GroupTime;

    private readonly TempFolder _folder = new();
    private SqliteMessageLog? _log;
    private readonly ManualResetEventSlim _mayCommit = new(true);
    private volatile SqliteException? _fault;
    private int _commitsLeft = int.MaxValue;
    private bool _breakOnce;

    public LogUnderTest(MessageDurability durability = MessageDurability.Relaxed) => Options = new MessageLogOptions { Durability = durability };

    public MessageLogOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(Sample.Noon);

    public MessageLogFiles Files => new(_folder.Path);

    public string Folder => _folder.Path;

    public SqliteMessageLog Log => _log ?? throw new InvalidOperationException("open it first");

    public MessageHistory History { get; private set; } = new(1);

    /// <summary>What the server's log got.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    /// <summary>Called before each commit, on the writer's thread.</summary>
    public Action? OnCommit { get; set; }

    /// <summary>Called after each commit, on the writer's thread.</summary>
    public Action? OnChanged { get; set; }

    public int TimesReplaced { get; private set; }

    public long DoneTo { get; private set; }

    /// <summary>Opens the log and starts it.</summary>
    public LogUnderTest Open(int historyLength = 1_000)
    {
        _log = new SqliteMessageLog(Files, Options, Time, this, [this], () =>
        {
            _mayCommit.Wait();
            OnCommit?.Invoke();
            Commit();
        });
        History = new MessageHistory(historyLength, log: _log);
        _log.Start(entry => History.Append([entry]));
        return this;
    }

    /// <summary>Opens a log that keeps 30 days, with an entry of two days ago and one of now.</summary>
    public async Task OpenWithAnOldEntryAsync()
    {
        Options.RetainFor = TimeSpan.FromDays(30);
        Open();
        Say("old");
        await WriteAsync();
        Time.Advance(TimeSpan.FromDays(2));
        Say("young");
        await WriteAsync();
    }

    /// <summary>From now on the disk fails like this; null: no more.</summary>
    public void Break(int? code) => _fault = code is { } error ? new SqliteException("broken by the test", error & 0xff, error) : null;

    /// <summary>The next commit fails like this, and no other.</summary>
    public void BreakOnce(int code)
    {
        _breakOnce = true;
        Break(code);
    }

    /// <summary>The disk is full after so many more commits.</summary>
    public void BreakAfter(int commits) => Volatile.Write(ref _commitsLeft, commits);

    /// <summary>Makes the disk slow: no commit ends before <see cref="Release"/>.</summary>
    public void Hold() => _mayCommit.Reset();

    public void Release() => _mayCommit.Set();

    public void BreakAsFull() => Break(raw.SQLITE_FULL);

    /// <summary>Appends messages as the pump does. Returns the number of the last.</summary>
    public long Say(params IEnumerable<string> texts) => Append([.. texts.Select(text => Said(text))]);

    public long Append(params ChatMessage[] messages)
    {
        History.Append(messages);
        return messages[^1].Id;
    }

    public ChatMessage Said(string text, string room = "lobby", SessionIdentity? from = null, MessageKind kind = MessageKind.Text)
    {
        var said = Entries.Said(0, text, room, Time.GetUtcNow(), from, kind);
        return said;
    }

    /// <summary>Lets the group be due and waits until it is written.</summary>
    public async Task WriteAsync()
    {
        Time.Advance(Group);
        await Until.True(() => Log.Status.Pending == 0, "all is written");
    }

    public async Task CloseAsync()
    {
        if (_log is { } log)
        {
            await log.DisposeAsync();
        }

        _log = null;
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    public long[] Ids() => Read(connection =>
    {
        var ids = new List<long>();
        using var rows = new Statement(connection, "SELECT id FROM messages ORDER BY id");
        while (rows.Step())
        {
            ids.Add(rows.Int64(0));
        }

        return ids.ToArray();
    });

    public long? Number(string sql) => Read(connection => Statement.Number(connection, sql));

    public ChatMessage[] Rows() => Read(connection =>
    {
        using var rows = new Statement(connection, $"SELECT {MessageRowReader.Columns} FROM {MessageRowReader.Tables} ORDER BY m.id");
        var reader = new MessageRowReader(connection);
        var messages = new List<ChatMessage>();
        while (rows.Step())
        {
            messages.Add(reader.Read(rows));
        }

        return messages.ToArray();
    });

    public SystemEvent[] Told() => [.. History.Read(1, 1_000_000).Select(entry => entry.Event).OfType<SystemEvent>().Where(what => what >= SystemEvent.LogDegraded)];

    public async ValueTask DisposeAsync()
    {
        _fault = null;
        Release();
        await CloseAsync();
        _mayCommit.Dispose();
        _folder.Dispose();
    }

    event Action<long, string>? IMessageLogFollower.Unreadable
    {
        add { }
        remove { }
    }

    void IMessageLogFollower.Changed(long lastId)
    {
        DoneTo = lastId;
        OnChanged?.Invoke();
    }

    void IMessageLogFollower.Replaced() => TimesReplaced++;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue($"{eventId.Id} {formatter(state, exception)}");

    private void Commit()
    {
        if (Volatile.Read(ref _commitsLeft) != int.MaxValue && Interlocked.Decrement(ref _commitsLeft) < 0)
        {
            Volatile.Write(ref _commitsLeft, int.MaxValue);
            BreakAsFull();
        }

        if (_fault is { } fault)
        {
            _fault = _breakOnce ? null : fault;
            _breakOnce = false;
            throw fault;
        }
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        using var connection = MessageLogFiles.OpenToRead(Files.Log);
        return read(connection);
    }
}
