using Microsoft.Extensions.Logging.Abstractions;

namespace ChatHub.Server.Operators.Jobs;

/// <summary>The jobs of operators: seen by all of them, and stopped by any.</summary>
public sealed class OperatorJobs(TimeProvider time, ILogger<OperatorJobs>? log = null) : IDisposable
{
    /// <summary>Most jobs at once.</summary>
    public const int MostRunning = 8;

    /// <summary>How long one that has ended is still listed.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<IOperatorJob> _jobs = [];
    private readonly Dictionary<long, OperatorIdentity> _owners = []; // of those that hang on a session or a key
    private long _lastId;
    private bool _closed;

    /// <summary>Those that run, and those that ended within <see cref="Kept"/>, in the order in which they began.</summary>
    public IReadOnlyList<JobSnapshot> List()
    {
        lock (_gate)
        {
            if (_jobs.Count == 0)
            {
                return []; // nearly always
            }

            Forget();
            return [.. _jobs.Select(job => job.Snapshot())];
        }
    }

    /// <summary>Whether none begins any more, because the server stops.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>Starts a job.</summary>
    /// <param name="ids">What to do it to, in this order.</param>
    /// <param name="perSecond">How many in a second.</param>
    /// <param name="act">Does it to one; false when that one was gone.</param>
    /// <param name="operator">Whose job it is.</param>
    /// <param name="ended">Called when it has ended.</param>
    /// <param name="by">Who began it, where it ends with their rights.</param>
    /// <exception cref="InvalidOperationException">There are <see cref="MostRunning"/> already.</exception>
    internal JobSnapshot Start(IReadOnlyCollection<long> ids, int perSecond, Func<long, bool> act, string @operator, Action<JobSnapshot> ended, OperatorIdentity? by = null) =>
        Start(id => new PacedJob(id, [.. ids], perSecond, act, @operator, ended, failure => OperatorLog.JobFailed(log ?? NullLogger<OperatorJobs>.Instance, failure, id), time), by).Snapshot();

    /// <summary>Those that run by a session or a key, with who began them.</summary>
    internal IReadOnlyList<(long Job, OperatorIdentity By)> Owned()
    {
        lock (_gate)
        {
            return _owners.Count == 0 ? [] : [.. _jobs.Where(job => job.Snapshot().State == JobState.Running && _owners.ContainsKey(job.Id)).Select(job => (job.Id, _owners[job.Id]))];
        }
    }

    /// <summary>Starts a job.</summary>
    /// <param name="make">Makes it with its number.</param>
    /// <param name="by">Who began it, where it ends with their rights: see <see cref="JobRights"/>.</param>
    /// <exception cref="InvalidOperationException">There are <see cref="MostRunning"/> already, or the server stops.</exception>
    internal T Start<T>(Func<long, T> make, OperatorIdentity? by = null)
        where T : IOperatorJob
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new InvalidOperationException("The server stops: no job begins any more.");
            }

            Forget();
            if (_jobs.Count(job => job.Snapshot().State == JobState.Running) >= MostRunning)
            {
                throw new InvalidOperationException($"{MostRunning} jobs are running already: wait for one, or stop one.");
            }

            var job = make(++_lastId);
            _jobs.Add(job);
            if (by is { Session: not null } or { Key: not null })
            {
                _owners[job.Id] = by;
            }

            job.Start();
            return job;
        }
    }

    /// <summary>Stops a job: what is done stays done.</summary>
    /// <returns>False when no such job is running.</returns>
    internal bool Stop(long id)
    {
        lock (_gate)
        {
            return _jobs.Find(job => job.Id == id)?.Stop() ?? false;
        }
    }

    /// <summary>Stops what an operator has running: a job ends with its operator's rights.</summary>
    /// <returns>How many were stopped.</returns>
    public int StopAllOf(string @operator)
    {
        lock (_gate)
        {
            return _jobs.Count(job => job.Snapshot().Operator == @operator && job.Stop());
        }
    }

    /// <summary>Stops all, because the server stops: what they say of their end is still kept. None begins any more.</summary>
    /// <returns>How many were stopped.</returns>
    public int StopAll()
    {
        lock (_gate)
        {
            _closed = true;
            return _jobs.Count(job => job.Stop());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopAll();
        lock (_gate)
        {
            _jobs.Clear();
        }
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - Kept;
        foreach (var old in _jobs.FindAll(job => job.Snapshot().EndedAt < oldest))
        {
            _jobs.Remove(old);
            _owners.Remove(old.Id);
        }
    }
}
