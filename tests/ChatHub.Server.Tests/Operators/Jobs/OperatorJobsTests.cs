using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Jobs;

public sealed class OperatorJobsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly List<long> _acted = [];
    private readonly List<JobSnapshot> _ended = [];
    private readonly OperatorJobs _jobs;

    public OperatorJobsTests() => _jobs = new(_time);

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public void Job_TwoASecond_TakesThemInOrderAtThatPace()
    {
        Start([7, 8, 9, 10, 11], 2);
        Pass(0.9);
        Assert.Equal([7, 8], _acted);

        Pass(1);
        Assert.Equal([7, 8, 9, 10], _acted);
        Assert.Equal(JobState.Running, Assert.Single(_jobs.List()).State);

        Pass(1);
        Assert.Equal((5, 0, JobState.Done), Counts());
        Assert.Equal(JobState.Done, Assert.Single(_ended).State);
    }

    [Fact]
    public void Job_AllAtOnce_IsDoneBeforeTheNextBeat()
    {
        Start([1, 2, 3], 1_000);
        Assert.Equal((3, 0, JobState.Done), Counts());
    }

    [Fact]
    public void Job_SomeWereGone_CountsThemApart()
    {
        Start([1, 2, 3], 1_000, id => id != 2);
        Assert.Equal((2, 1, JobState.Done), Counts());
    }

    [Fact]
    public void Stop_Running_LeavesTheRestAlone()
    {
        var job = Start([1, 2, 3], 1);
        Assert.True(_jobs.Stop(job.Id));
        Assert.False(_jobs.Stop(job.Id));
        Pass(10);

        Assert.Equal([1], _acted);
        Assert.Equal((1, 0, JobState.Stopped), Counts());
        Assert.Equal(JobState.Stopped, Assert.Single(_ended).State);
    }

    [Fact]
    public void List_EndedLongAgo_IsForgotten()
    {
        Start([1], 1);
        Pass(OperatorJobs.Kept.TotalSeconds);
        Assert.Single(_jobs.List());
        Pass(1);

        Assert.Empty(_jobs.List());
    }

    [Fact]
    public void Start_TooMany_IsRefused()
    {
        for (var i = 0; i < OperatorJobs.MostRunning; i++)
        {
            Start([1, 2, 3], 1);
        }

        Assert.Throws<InvalidOperationException>(() => Start([1], 1));
    }

    private JobSnapshot Start(long[] ids, int perSecond, Func<long, bool>? act = null) => _jobs.Start(
        ids,
        perSecond,
        id =>
        {
            _acted.Add(id);
            return act?.Invoke(id) ?? true;
        },
        "ann",
        _ended.Add);

    private (int Done, int Missed, JobState State) Counts() => Assert.Single(_jobs.List()) is var job ? (job.Done, job.Missed, job.State) : default;

    private void Pass(double seconds)
    {
        for (var i = 0; i < Math.Round(seconds * 10); i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public void Job_FailsForSome_CountsThemAsMissedAndSaysSoOnce()
    {
        var log = new RecordingLog<OperatorJobs>();
        using var jobs = new OperatorJobs(_time, log);
        jobs.Start([1, 2, 3, 4], 1_000, id => id % 2 == 0 ? throw new InvalidOperationException("a defect") : true, "mia", _ => { });

        var job = Assert.Single(jobs.List());
        Assert.Equal((2, 2, JobState.Done), (job.Done, job.Missed, job.State));
        Assert.Single(log.Lines);
    }
}
