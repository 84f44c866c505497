using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Jobs;

public sealed class FileJobTests
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly Dictionary<long, OfferState> _states = [];
    private readonly Dictionary<long, List<byte>> _got = [];
    private readonly List<JobSnapshot> _ended = [];

    [Fact]
    public async Task Offer_AllPieces_EveryTargetHasAllInOrder()
    {
        var job = Start(5, 1, 2);
        Assert.True(await job.OfferAsync(new byte[] { 1, 2, 3 }));
        Assert.Equal((3, JobState.Running), (job.Snapshot().Done, job.Snapshot().State));
        Assert.False(await job.OfferAsync(new byte[] { 4, 5 }));

        Assert.Equal([1, 2, 3, 4, 5], _got[1]);
        Assert.Equal([1, 2, 3, 4, 5], _got[2]);
        Assert.Equal((JobState.Done, 5, 0), (_ended.Single().State, _ended[0].Done, _ended[0].Missed));
    }

    [Fact]
    public async Task Offer_OneTakesNothing_WaitsForIt()
    {
        _states[2] = OfferState.Waits;
        var job = Start(2, 1, 2);
        var first = job.OfferAsync(new byte[] { 1 });
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.False(first.IsCompleted);
        Assert.Equal([1], _got[1]); // once, however often the other is asked

        _states[2] = OfferState.Taken;
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(await first);
        Assert.Equal([1], _got[1]);
        Assert.Equal([1], _got[2]);
    }

    [Fact]
    public async Task Offer_OneLeaves_GoesOnWithTheOthers()
    {
        var job = Start(2, 1, 2);
        await job.OfferAsync(new byte[] { 1 });
        _states[1] = OfferState.Gone;
        await job.OfferAsync(new byte[] { 2 });

        Assert.Equal((1, 2), job.Targets);
        Assert.Equal((JobState.Done, 2, 1), (_ended.Single().State, _ended[0].Done, _ended[0].Missed));
    }

    [Fact]
    public async Task Offer_AllHaveLeft_Stops()
    {
        _states[1] = OfferState.Gone;
        Assert.False(await Start(2, 1).OfferAsync(new byte[] { 1 }));
        Assert.Equal((JobState.Stopped, 0, 1), (_ended.Single().State, _ended[0].Done, _ended[0].Missed));
    }

    [Fact]
    public async Task Offer_MoreThanTheFileHas_Stops()
    {
        Assert.False(await Start(2, 1).OfferAsync(new byte[] { 1, 2, 3 }));
        Assert.Equal(JobState.Stopped, _ended.Single().State);
        Assert.False(_got.ContainsKey(1));
    }

    [Fact]
    public async Task Stop_WhileItWaits_EndsTheWaiting()
    {
        _states[1] = OfferState.Waits;
        var job = Start(2, 1);
        var first = job.OfferAsync(new byte[] { 1 });
        Assert.True(job.Stop());
        _time.Advance(TimeSpan.FromMilliseconds(20));

        Assert.False(await first);
        Assert.Equal(JobState.Stopped, _ended.Single().State);
    }

    [Fact]
    public void Job_NobodyHandsInPieces_Stops()
    {
        Start(2, 1);
        _time.Advance(FileJob.Patience);
        Assert.Empty(_ended);
        _time.Advance(FileJob.Patience / 2);
        Assert.Equal(JobState.Stopped, _ended.Single().State);
    }

    private FileJob Start(int bytes, params long[] targets)
    {
        var jobs = new OperatorJobs(_time);
        return jobs.Start(id => new FileJob(id, "mia", "a.bin", bytes, targets, Offer, _ended.Add, _time));
    }

    private OfferState Offer(long id, ReadOnlyMemory<byte> piece)
    {
        var state = _states.GetValueOrDefault(id, OfferState.Taken);
        if (state == OfferState.Taken)
        {
            (_got.TryGetValue(id, out var got) ? got : _got[id] = []).AddRange(piece.Span);
        }

        return state;
    }
}
