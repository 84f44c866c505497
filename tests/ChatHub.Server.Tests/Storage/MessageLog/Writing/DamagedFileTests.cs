using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using SQLitePCL;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>A damaged file is set aside with its time in the name, a new one goes on from its numbers, and operators are told.</summary>
public sealed class DamagedFileTests
{
    private const string Aside = "messages.db.damaged-20260301-120000";

    [Fact]
    public async Task Garbage_AtTheStart_IsSetAside()
    {
        await using var host = new LogUnderTest();
        await File.WriteAllTextAsync(host.Files.Log, new string('x', 100_000), TestContext.Current.CancellationToken);
        host.Open();

        await AssertSetAsideAsync(host, 0);
        Assert.Equal(100_000, new FileInfo(Path.Combine(host.Folder, Aside)).Length);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.9)]
    public async Task TruncatedFile_AtTheStart_IsSetAside_AndItsNumbersGoOn(double part)
    {
        await using var host = new LogUnderTest().Open();
        host.Say(Enumerable.Range(0, 5_000).Select(number => $"line {number} {new string('x', 100)}"));
        await host.CloseAsync();
        using (var file = File.OpenWrite(host.Files.Log))
        {
            file.SetLength((long)(file.Length * part));
        }

        host.Open();
        await AssertSetAsideAsync(host, 5_000);
        Assert.Equal(7, host.Log.LastConnection);
    }

    [Fact]
    public async Task Garbage_WithAnIndex_GoesOnFromTheNumberOfTheIndex()
    {
        await using var host = new LogUnderTest();
        await File.WriteAllTextAsync(host.Files.Log, "garbage, garbage", TestContext.Current.CancellationToken);
        using (var index = MessageLogFiles.OpenToWrite(host.Files.Index))
        {
            Statement.Execute(index, "CREATE TABLE state(done_to INTEGER NOT NULL)");
            Statement.Execute(index, "INSERT INTO state VALUES(4711)");
        }

        host.Open();
        await AssertSetAsideAsync(host, 4711);
    }

    [Theory]
    [InlineData(raw.SQLITE_CORRUPT)]
    [InlineData(raw.SQLITE_NOTADB)]
    [InlineData(raw.SQLITE_IOERR | (33 << 8))]
    public async Task Damage_FoundWhileItRuns_LosesNothingThatWaits(int code)
    {
        await using var host = new LogUnderTest(MessageDurability.Strict).Open();
        await host.Log.WhenDeliverable(host.Say("in the old file")).Soon();
        host.BreakOnce(code);
        await host.Log.WhenDeliverable(host.Say("in the new file")).Soon();

        await Until.True(() => host.Log.Status is { Pending: 0, LastId: 3 }, "all is written");
        Assert.Equal([2, 3], host.Ids());
        Assert.Equal(1, host.TimesReplaced);
        Assert.Equal((MessageLogState.Running, Aside), (host.Log.Status.State, host.Log.Status.SetAside));
        Assert.Equal([SystemEvent.LogSetAside], host.Told());
        Assert.Equal(0, host.Log.Status.Unlogged);
        using var old = MessageLogFiles.OpenToRead(Path.Combine(host.Folder, Aside));
        Assert.Equal(1, Statement.Number(old, "SELECT max(id) FROM messages"));
    }

    [Fact]
    public async Task TwoDamages_InOneSecond_HaveNamesOfTheirOwn()
    {
        await using var host = new LogUnderTest();
        for (var time = 0; time < 2; time++)
        {
            await File.WriteAllTextAsync(host.Files.Log, "garbage, garbage", TestContext.Current.CancellationToken);
            host.Open();
            await host.CloseAsync();
        }

        Assert.True(File.Exists(Path.Combine(host.Folder, Aside)));
        Assert.True(File.Exists(Path.Combine(host.Folder, Aside + "-2")));
    }

    [Fact]
    public async Task FileOfANewerProgram_IsLeftAlone()
    {
        await using var host = new LogUnderTest().Open();
        await host.CloseAsync();
        using (var file = MessageLogFiles.OpenToWrite(host.Files.Log))
        {
            Statement.Execute(file, "PRAGMA user_version = 99");
        }

        Assert.Contains("version 99", Assert.Throws<SettingsException>(() => host.Open()).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(host.Files.Log));
    }

    [Fact]
    public void DataDirectory_HeldByOne_IsRefusedToAnother()
    {
        using var folder = new TempFolder();
        using (DataDirectoryLock.Take(folder.Path))
        {
            var refusal = Assert.Throws<SettingsException>(() => DataDirectoryLock.Take(folder.Path));
            Assert.StartsWith($"ChatHub:DataDirectory is '{folder.Path}': another ChatHub runs on it", Assert.Single(refusal.Problems), StringComparison.Ordinal);
        }

        DataDirectoryLock.Take(folder.Path).Dispose();
    }

    private static async Task AssertSetAsideAsync(LogUnderTest host, long lastId)
    {
        Assert.Equal(lastId, host.Log.LastId);
        Assert.Equal((MessageLogState.Running, Aside), (host.Log.Status.State, host.Log.Status.SetAside));
        Assert.Equal([SystemEvent.LogSetAside], host.Told());
        Assert.Equal(Aside, host.History.Newest(1)[0].Text);
        host.Say("goes on");
        await host.WriteAsync();
        Assert.Equal([lastId + 1, lastId + 2], host.Ids());

        await host.ReopenAsync();
        Assert.Null(host.Log.Status.SetAside);
        Assert.Equal(lastId + 2, host.Log.LastId);
    }
}
