using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Tests.Doubles;
using SQLitePCL;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>A disk that fails: the chat goes on, what fits is held, the rest is counted, and the log recovers by itself.</summary>
public sealed class DegradedTests
{
    [Theory]
    [InlineData(raw.SQLITE_FULL, "the disk is full")]
    [InlineData(raw.SQLITE_READONLY, "the file or its folder is read-only")]
    [InlineData(raw.SQLITE_IOERR | (3 << 8), "the disk reports an error (SQLite 778)")]
    [InlineData(raw.SQLITE_CANTOPEN, "the file cannot be opened")]
    [InlineData(raw.SQLITE_BUSY, "another program has locked the file")]
    [InlineData(raw.SQLITE_NOMEM, "broken by the test (SQLite 7)")]
    public async Task FailingDisk_IsSaidOnce_AndNothingIsLostWhenItRecovers(int code, string reason)
    {
        await using var host = new LogUnderTest().Open();
        host.Break(code);
        host.Say("held");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded && host.History.LastId == 2, "it is degraded, and told");
        Assert.Equal(reason, host.Log.Status.Fault);
        Assert.Equal(host.Time.GetUtcNow(), host.Log.Status.Since);
        Assert.Equal(reason, host.History.Newest(1)[0].Text);

        host.Say("held too");
        await RetryAsync(host, 2);
        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Until.True(() => host.Log.Status.State == MessageLogState.Running, "it has recovered");
        await host.WriteAsync();

        Assert.Equal([SystemEvent.LogDegraded, SystemEvent.LogRecovered], host.Told());
        Assert.Equal([1, 2, 3, 4], host.Ids());
        Assert.Equal(0, host.Log.Status.Unlogged);
        Assert.Equal(["6000", "6001"], host.Logged.Select(line => line[..4]));
    }

    [Fact]
    public async Task Strict_WhileItIsDegraded_PromisesNothingAndHoldsUpNobody()
    {
        await using var host = new LogUnderTest(MessageDurability.Strict).Open();
        host.BreakAsFull();
        await host.Log.WhenDeliverable(host.Say("a")).Soon();
        Assert.Equal(MessageLogState.Degraded, host.Log.Status.State);
        Assert.True(host.Log.WhenDeliverable(host.Say("b")).IsCompleted);

        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Status is { State: MessageLogState.Running, Pending: 0 }, "it has recovered");
        host.Hold();
        Assert.False(host.Log.WhenDeliverable(host.Say("c")).IsCompleted);
    }

    [Fact]
    public async Task WhatItCannotHold_IsCounted_AndExplainedByAGapRecord()
    {
        await using var host = new LogUnderTest().Open(200_000);
        host.BreakAsFull();
        host.Say("first");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded && host.History.LastId == 2, "it is degraded");

        const int More = PendingEntries.MostEntries + 50;
        host.Say(Enumerable.Range(0, More).Select(_ => "x"));
        var lost = host.Log.Status.Unlogged;
        Assert.Equal(51, lost);
        Assert.True(host.Log.WhenDeliverable(host.History.LastId).IsCompleted);

        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Status.State == MessageLogState.Running, "it has recovered");
        await host.WriteAsync();

        var last = More + 2;
        Assert.Equal(Enumerable.Range(1, last + 2).Select(id => (long)id).Except(Enumerable.Range(last - 50, 51).Select(id => (long)id)), host.Ids());
        var gap = Assert.Single(host.Rows(), row => row.Event == SystemEvent.LogGap);
        Assert.Equal($"51 ({last - 50}-{last}) 2026-03-01T12:00:00Z/2026-03-01T12:00:00Z", gap.Text);
        Assert.Equal((last - 50, last), EntryLoss.NumbersIn(gap.Text));
        Assert.Equal(51, host.Log.Status.Unlogged);
    }

    [Fact]
    public async Task Retries_ComeLaterAndLater_UpToTenSeconds()
    {
        await using var host = new LogUnderTest().Open();
        host.BreakAsFull();
        host.Say("a");
        host.Time.Advance(LogUnderTest.Group);
        foreach (var (failures, seconds) in new[] { (1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (6, 10) })
        {
            await Until.True(() => host.Log.Failures == failures, $"{failures} failures");
            host.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(failures, host.Log.Failures);
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task DiskThatFailsAgainWhileItCatchesUp_IsOneEpisode()
    {
        await using var host = new LogUnderTest().Open(50_000);
        host.BreakAsFull();
        host.Say(Enumerable.Range(0, 20_000).Select(_ => "x"));
        await Until.True(() => host.Log.Failures == 1, "it failed");
        host.Break(null);
        host.BreakAfter(3);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Failures == 2, "it failed again");
        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Until.True(() => host.Log.Status.State == MessageLogState.Running, "it has recovered");
        await host.WriteAsync();

        Assert.Equal([SystemEvent.LogDegraded, SystemEvent.LogRecovered], host.Told());
        Assert.Equal(Enumerable.Range(1, 20_002).Select(id => (long)id), host.Ids());
    }

    [Fact]
    public async Task Close_WhileTheDiskFails_TriesForFourSeconds_AndSaysWhatIsLost()
    {
        await using var host = new LogUnderTest().Open();
        host.BreakAsFull();
        host.Say("a", "b");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.History.LastId == 3, "it is degraded");

        var close = host.Log.CloseAsync();
        var (seen, halfSeconds) = (1L, 0);
        while (true)
        {
            await Until.True(() => host.Log.Failures > seen || close.IsCompleted, "it tries again, or gives up");
            if (close.IsCompleted)
            {
                break;
            }

            seen = host.Log.Failures;
            host.Time.Advance(TimeSpan.FromMilliseconds(500));
            halfSeconds++;
        }

        await close.Soon();
        Assert.InRange(halfSeconds, 8, 9); // it may not have ended yet when its last failure is seen
        Assert.Equal(3, host.Log.Status.Unlogged);
        Assert.Contains("6003 The message log could not write 3 entries before the end: the disk is full", host.Logged);
    }

    [Fact]
    public async Task Close_WriteThatFailsOnce_IsDoneAgain()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("a", "b");
        host.BreakOnce(raw.SQLITE_BUSY);
        var close = host.Log.CloseAsync();
        await Until.True(() => host.Log.Failures == 1, "it failed");
        host.Time.Advance(TimeSpan.FromMilliseconds(500));
        await close.Soon();

        Assert.Equal(["a", "b"], host.Rows().Where(row => row.Kind == MessageKind.Text).Select(row => row.Text));
        Assert.Equal(0, host.Log.Status.Unlogged);
    }

    [Fact]
    public async Task FileThatCannotBeWrittenAtTheStart_IsGoneOnFromItsNumbers()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("before");
        await host.CloseAsync();

        host.Break(raw.SQLITE_READONLY);
        host.Open();
        Assert.Equal(1, host.Log.LastId);
        Assert.Equal(MessageLogState.Degraded, host.Log.Status.State);
        Assert.Equal(["before"], host.Log.Newest(10, 1000).Select(entry => entry.Text));
        host.Say("since");

        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Status.State == MessageLogState.Running, "it has recovered");
        await host.WriteAsync();
        Assert.Equal(["before", "the file or its folder is read-only", "since", ""], host.Rows().Select(row => row.Text));
    }

    private static async Task RetryAsync(LogUnderTest host, int failures)
    {
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Failures == failures, "it tried again");
        Assert.Equal(MessageLogState.Degraded, host.Log.Status.State);
    }
}
