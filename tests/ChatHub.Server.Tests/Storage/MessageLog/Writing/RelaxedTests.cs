using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>What Relaxed promises under load: how much can be lost, that other work has its turn, and that the files beside the log stay small.</summary>
public sealed class RelaxedTests
{
    [Theory]
    [InlineData(MessageDurability.Relaxed)]
    [InlineData(MessageDurability.Strict)]
    public void Commit_IsSynced_WhateverIsPromised(MessageDurability durability)
    {
        using var folder = new TempFolder();
        using var file = MessageFileStart.Open(new MessageLogFiles(folder.Path), TimeProvider.System, null).File!;
        Assert.True(durability <= MessageDurability.Strict);
        Assert.Equal(2, Statement.Number(file.Connection, "PRAGMA synchronous"));
    }

    [Fact]
    public async Task MoreThanTwoGroupsWait_NobodyMayDeliver_UntilTheyAreFewer()
    {
        await using var host = new LogUnderTest().Open(10_000);
        host.Hold();
        var last = host.Say(Enumerable.Repeat("x", PendingEntries.MostUncommitted));
        Assert.True(host.Log.WhenDeliverable(last).IsCompleted);

        var wait = host.Log.WhenDeliverable(host.Say("one too many"));
        Assert.False(wait.IsCompleted);
        host.Release();
        await wait.Soon();
        await host.WriteAsync();
        Assert.Equal(PendingEntries.MostUncommitted + 1, host.Ids().Length);
    }

    [Fact]
    public async Task EntriesAlwaysWait_RetentionAndTheEndOfAnOutageHaveTheirTurn()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromHours(3);
        host.Open(100_000);
        host.Say(Enumerable.Repeat("old", 5_000));
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromHours(4));

        host.BreakAsFull();
        host.Say("held");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded, "it is degraded");
        var most = 3_000;
        host.OnCommit = () =>
        {
            if (Interlocked.Decrement(ref most) > 0)
            {
                host.Say(Enumerable.Repeat("more", PendingEntries.GroupEntries)); // the next group is there before this one is written
            }
        };
        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(20));
                return host.Log.Status.State == MessageLogState.Running && host.Number("SELECT min(id) FROM messages") > 1;
            },
            "the outage is over and old entries go");
        Assert.True(Volatile.Read(ref most) > 0, "entries came all the time");
        host.OnCommit = null;
    }

    [Fact]
    public async Task Wal_UnderLoad_StaysSmall_AndShrinksAfterALongReader()
    {
        await using var host = new LogUnderTest().Open(10);
        await SayMegabytesAsync(host, 60);
        Assert.InRange(WalBytes(host), 1, 24_000_000);

        using (var reader = MessageLogFiles.OpenToRead(host.Files.Log))
        {
            Statement.Execute(reader, "BEGIN");
            Assert.True(Statement.Number(reader, "SELECT count(*) FROM messages") > 0);
            await SayMegabytesAsync(host, 40);
            Assert.True(WalBytes(host) > 40_000_000);
        }

        await SayMegabytesAsync(host, 24);
        Assert.InRange(WalBytes(host), 1, 24_000_000);
    }

    private static long WalBytes(LogUnderTest host) => new FileInfo(host.Files.Log + "-wal").Length;

    private static async Task SayMegabytesAsync(LogUnderTest host, int megabytes)
    {
        for (var said = 0; said < megabytes; said++)
        {
            host.Say(Enumerable.Repeat(new string('x', 2_000), PendingEntries.GroupEntries));
            await host.WriteAsync();
        }
    }
}
