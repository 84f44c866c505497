using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>When entries are written, and who waits for it.</summary>
public sealed class GroupCommitTests
{
    [Fact]
    public async Task Relaxed_Promises_AtOnce_AndWritesAfterTheGroupTime()
    {
        await using var host = new LogUnderTest().Open();
        var last = host.Say("a");
        Assert.True(host.Log.WhenDeliverable(last).IsCompleted);

        host.Time.Advance(LogUnderTest.Group - TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, LogUnderTest.Group - TimeSpan.FromMilliseconds(1)), (host.Log.Status.Pending, host.Log.Status.Lag));
        host.Say("b");
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Until.True(() => host.Log.Status.Pending == 0, "the group is written");
        Assert.Equal([1, 2], host.Ids());
        Assert.Equal((2, 1), (host.Log.Written, host.Log.Commits));
    }

    [Fact]
    public async Task Relaxed_FullGroup_IsWrittenWithoutWaiting()
    {
        await using var host = new LogUnderTest().Open();
        host.Say(Enumerable.Range(0, PendingEntries.GroupEntries - 1).Select(number => $"{number}"));
        Assert.Equal(0, host.Log.Commits);

        host.Say("the last");
        await Until.True(() => host.Log.Status.Pending == 0, "the group is written");
        Assert.Equal(PendingEntries.GroupEntries, host.Number("SELECT count(*) FROM messages"));
    }

    [Fact]
    public async Task Relaxed_Groups_AreNoLargerThanPromised()
    {
        await using var host = new LogUnderTest().Open();
        host.Say(Enumerable.Range(0, (10 * PendingEntries.MostUncommitted) + 1).Select(number => $"{number}"));
        await Until.True(() => host.Log.Status.Pending == 0, "all is written");
        Assert.Equal(11, host.Log.Commits);
    }

    [Fact]
    public async Task Strict_Promises_AfterTheCommit()
    {
        await using var host = new LogUnderTest(MessageDurability.Strict).Open();
        var last = host.Say("a", "b");
        await host.Log.WhenDeliverable(last).Soon();

        Assert.Equal([1, 2], host.Ids());
        Assert.True(host.Log.WhenDeliverable(1).IsCompleted);
    }

    [Fact]
    public async Task Strict_WhatIsNotCommitted_IsNotPromised()
    {
        await using var host = new LogUnderTest(MessageDurability.Strict).Open();
        host.Hold();
        var promise = host.Log.WhenDeliverable(host.Say("a"));
        Assert.False(promise.IsCompleted);

        host.Release();
        await promise.Soon();
        Assert.Equal([1], host.Ids());
    }

    [Fact]
    public async Task TooMuchWaits_NobodyMayDeliver_UntilHalfIsWritten()
    {
        await using var host = new LogUnderTest().Open();
        host.Hold();
        var body = new string('x', 1024 * 1024);
        var last = host.Say(Enumerable.Repeat(body, 31));
        Assert.True(host.Log.WhenDeliverable(last).IsCompleted);

        last = host.Say(body);
        var wait = host.Log.WhenDeliverable(last);
        Assert.False(wait.IsCompleted);

        host.Release();
        host.Time.Advance(LogUnderTest.Group);
        await wait.Soon();
        await host.WriteAsync();
        Assert.Equal(32, host.Ids().Length);
        Assert.Equal(0, host.Log.Status.Unlogged);
    }

    [Fact]
    public async Task Close_WritesWhatWaits_AndWhatComesLaterIsCounted()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("a", "b");
        await host.Log.CloseAsync().Soon();
        Assert.False(File.Exists(host.Files.Log + "-wal"));
        Assert.Equal([1, 2], host.Ids());

        Assert.True(host.Log.WhenDeliverable(host.Say("too late")).IsCompleted);
        Assert.Equal(1, host.Log.Status.Unlogged);
    }
}
