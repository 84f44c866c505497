using ChatHub.Wire.Connections;

namespace ChatHub.Server.Operators.Jobs;

/// <summary>
/// One job: gives the bytes of a file to connections, piece by piece, as whoever reads the file hands them in. No connection gets a piece before all that wait
/// have taken the one before, so the slowest sets the pace and nothing gathers. One caller at a time hands in pieces.
/// </summary>
public sealed class FileJob : IOperatorJob
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly List<long> _targets;
    private readonly int _asked;
    private readonly Func<long, ReadOnlyMemory<byte>, OfferState> _offer;
    private readonly Action<JobSnapshot> _ended;
    private readonly TimeProvider _time;
    private long _heardAt;
    private ITimer? _watch;
    private JobSnapshot _now;

    internal FileJob(long id, string @operator, string name, int bytes, IReadOnlyCollection<long> targets, Func<long, ReadOnlyMemory<byte>, OfferState> offer, Action<JobSnapshot> ended, TimeProvider time)
    {
        _targets = [.. targets];
        _asked = _targets.Count;
        (_offer, _ended, _time) = (offer, ended, time);
        _now = new(id, @operator, bytes, 0, 0, 0, JobState.Running, null) { Kind = JobKind.File, Label = name };
    }

    /// <summary>How long nobody may hand in a piece, and how long a connection may not take one.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public long Id => Snapshot().Id;

    /// <summary>Connections that it still goes to, and that were asked for.</summary>
    public (int Left, int Asked) Targets
    {
        get
        {
            lock (_gate)
            {
                return (_targets.Count, _asked);
            }
        }
    }

    /// <inheritdoc/>
    public JobSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public bool Stop() => End(JobState.Stopped);

    /// <summary>Hands in the next piece. Ends when all have taken it.</summary>
    /// <param name="piece">The bytes; they must not change afterwards.</param>
    /// <returns>Whether more is wanted: false when it is done, was stopped, or nobody is left.</returns>
    public async Task<bool> OfferAsync(ReadOnlyMemory<byte> piece)
    {
        _heardAt = _time.GetTimestamp();
        var now = Snapshot();
        if (now.State != JobState.Running || piece.IsEmpty || piece.Length > now.Total - now.Done)
        {
            Stop();
            return false;
        }

        var began = _time.GetTimestamp();
        long[] waiting = [.. _targets];
        while ((waiting = Offer(waiting, piece, gone: _time.GetElapsedTime(began) > Patience)).Length > 0 && Snapshot().State == JobState.Running)
        {
            _heardAt = _time.GetTimestamp();
            await Task.Delay(s_beat, _time);
        }

        return Count(piece.Length);
    }

    void IOperatorJob.Start()
    {
        _heardAt = _time.GetTimestamp();
        _watch = _time.CreateTimer(static job => ((FileJob)job!).Watch(), this, Patience / 4, Patience / 4);
    }

    private void Watch()
    {
        if (_time.GetElapsedTime(_heardAt) > Patience)
        {
            Stop(); // whoever read the file has left
        }
    }

    /// <returns>Those that are to be offered it again.</returns>
    private long[] Offer(long[] waiting, ReadOnlyMemory<byte> piece, bool gone)
    {
        var again = new List<long>();
        foreach (var id in waiting)
        {
            var state = _offer(id, piece);
            if (state == OfferState.Gone || (state == OfferState.Waits && gone))
            {
                lock (_gate)
                {
                    _targets.Remove(id);
                }
            }
            else if (state == OfferState.Waits)
            {
                again.Add(id);
            }
        }

        return [.. again];
    }

    private bool Count(int bytes)
    {
        bool all;
        lock (_gate)
        {
            if (_now.State != JobState.Running)
            {
                return false;
            }

            _now = _now with { Done = _targets.Count > 0 ? _now.Done + bytes : _now.Done, Missed = _asked - _targets.Count };
            all = _now.Done == _now.Total;
            if (!all && _targets.Count > 0)
            {
                return true;
            }
        }

        End(all ? JobState.Done : JobState.Stopped);
        return false;
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

            last = _now = _now with { State = state, EndedAt = _time.GetUtcNow() };
        }

        _watch?.Dispose();
        _ended(last);
        return true;
    }
}
