using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog;

public sealed class MessageLogSchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Log => new MessageLogFiles(_folder.Path).Log;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prepare_NewFile_HasVersionWalAndSpaceThatCanBeGivenBack()
    {
        using var connection = MessageLogFiles.OpenToWrite(Log);
        MessageLogSchema.Prepare(connection);

        Assert.Equal(MessageLogSchema.Version, MessageLogSchema.CheckedVersion(connection));
        Assert.Equal(2, Statement.Number(connection, "PRAGMA auto_vacuum"));
        using var mode = new Statement(connection, "PRAGMA journal_mode");
        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Text(0));
    }

    [Fact]
    public void Prepare_FileOfItsOwn_IsLeftAsItIs()
    {
        using (var first = MessageLogFiles.OpenToWrite(Log))
        {
            MessageLogSchema.Prepare(first);
            Statement.Execute(first, "INSERT INTO connections VALUES(7, 'relay', '192.0.2.1:1', 'utf-8')");
        }

        using var second = MessageLogFiles.OpenToWrite(Log);
        MessageLogSchema.Prepare(second);
        Assert.Equal(7, Statement.Number(second, "SELECT id FROM connections"));
    }

    [Fact]
    public void Prepare_FileOfANewerProgram_IsRefusedWithALineThatSaysSo()
    {
        using var connection = MessageLogFiles.OpenToWrite(Log);
        MessageLogSchema.Prepare(connection);
        Statement.Execute(connection, $"PRAGMA user_version = {MessageLogSchema.Version + 1}");

        var refusal = Assert.Throws<SettingsException>(() => MessageLogSchema.Prepare(connection));
        Assert.StartsWith($"the message log is '{Log}': it was written by a newer ChatHub (version {MessageLogSchema.Version + 1} of the file", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_DatabaseOfAnotherProgram_IsRefused()
    {
        using var connection = MessageLogFiles.OpenToWrite(Log);
        Statement.Execute(connection, "CREATE TABLE t(a)");

        var refusal = Assert.Throws<SettingsException>(() => MessageLogSchema.Prepare(connection));
        Assert.Contains("a database of another program", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Garbage_IsReportedAsNoDatabase()
    {
        File.WriteAllText(Log, new string('x', 10_000));
        using var connection = MessageLogFiles.OpenToWrite(Log);

        Assert.Equal(26, Assert.Throws<SqliteException>(() => MessageLogSchema.Prepare(connection)).SqliteErrorCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_772_366_400_123_456)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Time_OfAnyNumber_IsATime_AndComesBack(long microseconds)
    {
        var at = MessageTime.FromMicroseconds(microseconds);
        if (Math.Abs((decimal)microseconds) < 10_000_000_000_000_000)
        {
            Assert.Equal(microseconds, MessageTime.ToMicroseconds(at));
            Assert.Equal(microseconds, MessageTime.ToMicroseconds(at.AddTicks(9)));
        }
    }
}
