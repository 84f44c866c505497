namespace ChatHub.Server.Operators.Jobs;

/// <summary>One job: works through a list, so many a second.</summary>
internal sealed class PacedJob(long id, long[] ids, int perSecond, Func<long, bool> act, string @operator, Action<JobSnapshot> ended, Action<Exception> failed, TimeProvider time) : IOperatorJob
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Lock _working = new();
    private readonly long _startedAt = time.GetTimestamp();
    private ITimer? _timer;
    private bool _failed;
    private JobSnapshot _now = new(id, @operator, ids.Length, 0, 0, perSecond, JobState.Running, null);

    public long Id => id;

    public JobSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public void Start()
    {
        _timer = time.CreateTimer(static job => ((PacedJob)job!).Work(), this, TimeSpan.Zero, s_beat);
        if (Snapshot().State != JobState.Running)
        {
            _timer.Dispose(); // it had ended before it had its timer
        }
    }

    /// <returns>False when it has ended.</returns>
    public bool Stop() => End(JobState.Stopped);

    private void Work()
    {
        if (!_working.TryEnter())
        {
            return; // the beat before is still at it
        }

        try
        {
            // The beat that begins now belongs to what may be done: one a second does the first at once.
            var due = Math.Min(ids.Length, (time.GetElapsedTime(_startedAt) + s_beat).TotalSeconds * perSecond);
            for (var now = Snapshot(); now.State == JobState.Running && now.Done + now.Missed < Math.Ceiling(due); now = Snapshot())
            {
                Count(Try(ids[now.Done + now.Missed]));
            }

            if (Snapshot() is { } last && last.Done + last.Missed == ids.Length)
            {
                End(JobState.Done);
            }
        }
        finally
        {
            _working.Exit();
        }
    }

    /// <summary>Where it fails for one, that one counts as missed and the job goes on: a timer calls this, and what it throws would end the process.</summary>
    private bool Try(long one)
    {
        try
        {
            return act(one);
        }
        catch (Exception failure)
        {
            if (!_failed)
            {
                failed(failure);
            }

            _failed = true; // said once for a job
            return false;
        }
    }

    private void Count(bool done)
    {
        lock (_gate)
        {
            _now = done ? _now with { Done = _now.Done + 1 } : _now with { Missed = _now.Missed + 1 };
        }
    }

    private bool End(JobState state)
    {
        lock (_gate)
        {
            if (_now.State != JobState.Running)
            {
                return false;
            }

            _now = _now with { State = state, EndedAt = time.GetUtcNow() };
        }

        _timer?.Dispose();
        ended(_now);
        return true;
    }
}
