namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// Who has to wait before it delivers: in Strict until its entries are committed, in Relaxed while too much waits to be written, and nobody while the
/// file cannot be written. For use under the lock of <see cref="PendingEntries"/>, but for <see cref="MayPass"/>. Those who wait go on on other threads.
/// </summary>
/// <param name="isStrict">Whether what is delivered waits for its commit.</param>
/// <param name="committed">Number of the newest entry in the file.</param>
internal sealed class DeliveryGate(bool isStrict, long committed)
{
    private readonly List<(long Id, TaskCompletionSource Done)> _waiters = [];
    private TaskCompletionSource? _room;
    private long _committed = committed;
    private volatile bool _isFull;
    private volatile bool _isOpen;

    /// <summary>Whether nobody waits, whatever is or is not written.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Whether too much waits to be written.</summary>
    public bool IsFull => _isFull;

    /// <summary>Whether entries up to this number may be delivered. For all threads: a look at two fields.</summary>
    public bool MayPass(long id) => _isOpen || (isStrict ? id <= Volatile.Read(ref _committed) : !_isFull);

    /// <summary>Ends when they may be.</summary>
    public Task Wait(long id)
    {
        if (MayPass(id))
        {
            return Task.CompletedTask;
        }

        if (!isStrict)
        {
            return (_room ??= NewWait()).Task;
        }

        var wait = NewWait();
        _waiters.Add((id, wait));
        return wait.Task;
    }

    /// <summary>Whether too much waits may have changed.</summary>
    public void Fill(bool isFull)
    {
        _isFull = isFull && !_isOpen;
        if (!_isFull)
        {
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Entries up to this number are in the file.</summary>
    public void Commit(long id)
    {
        Volatile.Write(ref _committed, Math.Max(_committed, id));
        if (_waiters.Count > 0)
        {
            foreach (var (_, done) in _waiters.Where(waiter => waiter.Id <= _committed))
            {
                done.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Id <= _committed);
        }
    }

    /// <summary>From now on nobody waits.</summary>
    public void Open()
    {
        _isOpen = true;
        Fill(false);
        foreach (var (_, done) in _waiters)
        {
            done.TrySetResult();
        }

        _waiters.Clear();
    }

    /// <summary>It is as it should be again.</summary>
    public void Guard() => _isOpen = false;

    private static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
