namespace ChatHub.Server.Operators.Jobs;

/// <summary>One job: does the same again and again, the first time at once.</summary>
/// <param name="id">Its number.</param>
/// <param name="operator">Whose it is.</param>
/// <param name="label">What it is about.</param>
/// <param name="every">Time from one round to the next.</param>
/// <param name="times">How many rounds.</param>
/// <param name="act">Does a round, the first has 1; false when it reached nobody.</param>
/// <param name="ended">Called when it has ended.</param>
/// <param name="time">The clock.</param>
internal sealed class RepeatJob(
    long id, string @operator, string label, TimeSpan every, int times, Func<int, Task<bool>> act, Action<JobSnapshot> ended, TimeProvider time) : IOperatorJob
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _busy;
    private JobSnapshot _now = new(id, @operator, times, 0, 0, 0, JobState.Running, null) { Kind = JobKind.Repeat, Label = label, Every = every };

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
        _timer = time.CreateTimer(static job => _ = ((RepeatJob)job!).DoRoundAsync(), this, TimeSpan.Zero, every);
        if (Snapshot().State != JobState.Running)
        {
            _timer.Dispose(); // it had ended before it had its timer
        }
    }

    public bool Stop() => End(JobState.Stopped);

    private async Task DoRoundAsync()
    {
        int round;
        lock (_gate)
        {
            if (_busy || _now.State != JobState.Running)
            {
                return; // the round before is still under way: this one is left out, not doubled
            }

            _busy = true;
            round = _now.Done + _now.Missed + 1;
        }

        var reached = false;
        try
        {
            reached = await act(round);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It counts as missed; the job's own strip shows it.
        }

        bool done;
        lock (_gate)
        {
            _busy = false;
            _now = _now.State != JobState.Running ? _now : reached ? _now with { Done = _now.Done + 1 } : _now with { Missed = _now.Missed + 1 };
            done = _now.Done + _now.Missed >= times;
        }

        if (done)
        {
            End(JobState.Done);
        }
    }

    private bool End(JobState state)
    {
        JobSnapshot last;
        lock (_gate)
        {
            if (_now.State != JobState.Running)
            {
                return false;
            }

            last = _now = _now with { State = state, EndedAt = time.GetUtcNow() };
        }

        _timer?.Dispose();
        ended(last);
        return true;
    }
}
