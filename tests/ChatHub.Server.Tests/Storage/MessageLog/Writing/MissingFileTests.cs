using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using SQLitePCL;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>A file that is gone or empty is told, one that is damaged again and again does not fill the disk, and a disk that hangs does not hold up the end.</summary>
public sealed class MissingFileTests
{
    [Theory]
    [InlineData(true, 4711)]
    [InlineData(false, 0)]
    public async Task EmptiedFile_AtTheStart_IsTold_AndItsNumbersGoOn(bool hasIndex, long last)
    {
        await using var host = new LogUnderTest();
        await File.WriteAllBytesAsync(host.Files.Log, [], TestContext.Current.CancellationToken);
        if (hasIndex)
        {
            using var index = MessageLogFiles.OpenToWrite(host.Files.Index);
            Statement.Execute(index, "CREATE TABLE state(done_to INTEGER NOT NULL)");
            Statement.Execute(index, $"INSERT INTO state VALUES({last})");
        }

        host.Open();
        Assert.Equal([SystemEvent.LogMissing], host.Told());
        Assert.Equal($"{last}", host.History.Newest(1)[0].Text);
        await host.WriteAsync();
        Assert.Equal([last + 1], host.Ids());
    }

    [Fact]
    public async Task NewFile_IsNoNews()
    {
        await using var host = new LogUnderTest().Open();
        Assert.Empty(host.Told());
        await host.ReopenAsync();
        Assert.Empty(host.Told());
    }

    [Fact]
    public async Task FileDeletedUnderIt_IsNoticed_AndAnotherIsBegun()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("in the old file");
        await host.WriteAsync();
        File.Delete(host.Files.Log);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Say("in the new file");
        await host.WriteAsync();
        await host.WriteAsync();

        Assert.Equal([SystemEvent.LogMissing], host.Told());
        Assert.Equal([2, 3], host.Ids());
        Assert.Equal(1, host.TimesReplaced);
        Assert.Contains(host.Logged, line => line.StartsWith("6007 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DiskThatDamagesEachFile_HasOneSetAside_UntilAMinuteIsOver()
    {
        await using var host = new LogUnderTest().Open();
        host.Break(raw.SQLITE_CORRUPT);
        host.Say("a");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Failures == 1, "it failed");
        for (var failures = 2; failures <= 6; failures++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(10));
            await Until.True(() => host.Log.Failures == failures, "it tried again");
        }

        Assert.Equal(1, SetAside(host));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Until.True(() => host.Log.Failures == 7, "it tried again");
        Assert.Equal(2, SetAside(host));
        host.Time.Advance(TimeSpan.FromSeconds(60));
        await Until.True(() => host.Log.Failures == 8, "it tried again");
        Assert.Equal(2, SetAside(host));
    }

    [Fact]
    public async Task Close_DiskThatHangs_IsGivenUp_AndSaysHowMuchIsNotWritten()
    {
        await using var host = new LogUnderTest().Open();
        host.Hold();
        host.Say("a", "b");
        host.Time.Advance(LogUnderTest.Group);
        var close = host.Log.CloseAsync();
        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(5));
                return close.IsCompleted;
            },
            "it gives up");

        Assert.Contains("6009 The message log's disk does not answer; 2 entries were not written before the end", host.Logged);
        host.Release();
        await Until.True(() => !File.Exists(host.Files.Log + "-wal"), "the writer has ended");
    }

    [Fact]
    public async Task Close_AfterLosses_HasTheGapInTheFile()
    {
        await using var host = new LogUnderTest().Open(200_000);
        host.BreakAsFull();
        host.Say("first");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded && host.History.LastId == 2, "it is degraded");
        host.Say(Enumerable.Repeat("x", 100_050));
        Assert.True(host.Log.Status.Unlogged > 0);

        host.Break(null);
        await host.Log.CloseAsync().Soon();
        Assert.Equal([SystemEvent.LogDegraded, SystemEvent.LogRecovered, SystemEvent.LogGap], host.Rows().Select(row => row.Event).OfType<SystemEvent>());
    }

    private static int SetAside(LogUnderTest host) =>
        Directory.EnumerateFiles(host.Folder, "*.damaged-*").Count(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
}
