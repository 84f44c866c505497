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
    public async Task FileDeletedUnderIt_WhoSpeaksOnIsKnownInTheNextToo()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("in the old file");
        await host.WriteAsync();
        File.Delete(host.Files.Log);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Say("in the new file");
        await host.WriteAsync();
        await host.WriteAsync();

        var origin = Assert.Single(host.Rows(), row => row.Text == "in the new file").Origin;
        Assert.Equal((Entries.Anna.Id, Entries.Anna.Listener, Entries.Anna.Remote), (origin!.Id, origin.Listener, origin.Remote));
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
        Assert.Equal(0, host.Log.Status.Unlogged); // they were written after all
        Assert.Equal(0, host.Log.Status.Pending);
    }

    [Fact]
    public async Task Close_HangsWithNothingLeftToWrite_SaysNothing()
    {
        await using var host = new LogUnderTest().Open();
        using var goOn = new ManualResetEventSlim();
        host.OnChanged = goOn.Wait;
        host.Say("written");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.Pending == 0, "it is written");
        var close = host.Log.CloseAsync();
        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(5));
                return close.IsCompleted;
            },
            "it gives up");

        Assert.Empty(host.Logged);
        goOn.Set();
    }

    [Fact]
    public async Task FileDeletedWhileItCannotBeWritten_IsNoticed_AndItsNumbersGoOn()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("in the old file");
        await host.WriteAsync();
        await DegradeAsync(host);
        DeleteWithCompanions(host);
        await RecoverAsync(host);

        Assert.Contains(SystemEvent.LogMissing, host.Told());
        Assert.Equal("1", host.History.Read(1, 100).Single(entry => entry.Event == SystemEvent.LogMissing).Text);
        Assert.Equal([2, 3, 4, 5], host.Ids());
        Assert.Equal(1, host.TimesReplaced);
    }

    [Fact]
    public async Task FileWithHigherNumbers_PutInItsPlace_IsSetAside_AndSwallowsNothing()
    {
        await using var other = new LogUnderTest().Open();
        other.Say(Enumerable.Repeat("of another server", 20));
        await other.WriteAsync();
        await other.CloseAsync();
        await using var host = new LogUnderTest().Open();
        host.Say("in the old file");
        await host.WriteAsync();
        await DegradeAsync(host);
        DeleteWithCompanions(host);
        File.Copy(other.Files.Log, host.Files.Log);
        await RecoverAsync(host);

        Assert.Equal([2, 3, 4, 5], host.Ids());
        Assert.Contains(SystemEvent.LogMissing, host.Told());
        var aside = Assert.Single(Directory.GetFiles(host.Folder, "*.foreign-*"));
        Assert.Contains(host.Logged, line => line.StartsWith("6010 ", StringComparison.Ordinal) && line.Contains(Path.GetFileName(aside), StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(other.Files.Log), File.ReadAllBytes(aside));
    }

    [Fact]
    public async Task FileMovedWhileSomebodyReads_KeepsItsNewestEntriesBesideIt()
    {
        await using var host = new LogUnderTest().Open();
        host.Say("before the reader");
        await host.WriteAsync();
        var moved = Path.Combine(host.Folder, "moved.db");
        using (var reader = MessageLogFiles.OpenToRead(host.Files.Log))
        {
            Statement.Execute(reader, "BEGIN");
            Assert.Equal(1, Statement.Number(reader, "SELECT count(*) FROM messages"));
            host.Say("after it");
            await host.WriteAsync();
            File.Move(host.Files.Log, moved);
            host.Time.Advance(TimeSpan.FromSeconds(5));
            host.Say("in the new file");
            await host.WriteAsync();
        }

        Assert.Equal([3, 4], host.Ids());
        File.Move(Assert.Single(Directory.GetFiles(host.Folder, "messages.db.moved-*-wal")), moved + "-wal");
        using var old = MessageLogFiles.OpenToRead(moved);
        Assert.Equal(2, Statement.Number(old, "SELECT max(id) FROM messages"));
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

    private static async Task DegradeAsync(LogUnderTest host)
    {
        host.BreakAsFull();
        host.Say("held");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded && host.History.LastId == 3, "it is degraded");
    }

    private static async Task RecoverAsync(LogUnderTest host)
    {
        host.Break(null);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => host.Log.Status.State == MessageLogState.Running, "it has recovered");
        await host.WriteAsync();
        await host.WriteAsync();
    }

    private static void DeleteWithCompanions(LogUnderTest host)
    {
        foreach (var file in MessageLogFiles.WithCompanions(host.Files.Log))
        {
            File.Delete(file);
        }
    }

    private static int SetAside(LogUnderTest host) =>
        Directory.EnumerateFiles(host.Folder, "*.damaged-*").Count(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
}
