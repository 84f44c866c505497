using ChatHub.Chat.MessageLog;

namespace ChatHub.Chat.Tests;

/// <summary>A log that promises an entry only when the test says so, and that remembers what came before the start.</summary>
internal sealed class HeldLog(params ChatMessage[] before) : IMessageLog
{
    private readonly Lock _gate = new();
    private readonly List<ChatMessage> _entries = [];
    private readonly List<(long Id, TaskCompletionSource Done)> _waiting = [];
    private TaskCompletionSource _waitedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _promisedTo = long.MaxValue;

    public long LastId => before is [.., var last] ? last.Id : 0;

    public IReadOnlyList<ChatMessage> Entries
    {
        get
        {
            lock (_gate)
            {
                return _entries.ToArray();
            }
        }
    }

    /// <summary>Promises nothing beyond this number any more.</summary>
    /// <returns>Ends when somebody waits for what is not promised.</returns>
    public Task HoldAfter(long id)
    {
        lock (_gate)
        {
            _promisedTo = id;
            _waitedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waitedFor.Task.Soon();
        }
    }

    public void PromiseTo(long id)
    {
        TaskCompletionSource[] ready;
        lock (_gate)
        {
            _promisedTo = id;
            ready = _waiting.Where(waiting => waiting.Id <= id).Select(waiting => waiting.Done).ToArray();
            _waiting.RemoveAll(waiting => waiting.Id <= id);
        }

        foreach (var done in ready)
        {
            done.SetResult();
        }
    }

    public void Append(ReadOnlySpan<ChatMessage> entries)
    {
        lock (_gate)
        {
            _entries.AddRange(entries);
        }
    }

    public Task WhenDeliverable(long id)
    {
        lock (_gate)
        {
            if (id <= _promisedTo)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((id, done));
            _waitedFor.TrySetResult();
            return done.Task;
        }
    }

    public IReadOnlyList<ChatMessage> Newest(int count, long bytes) => before.TakeLast(count).ToArray();

    public IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes) => before.Where(message => message.Room == room).TakeLast(count).ToArray();
}
