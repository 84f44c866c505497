using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

public sealed class ConnectionCommandsTests : DashboardTest
{
    private readonly RecordingLog<OperatorCommands> _log = new();

    public ConnectionCommandsTests() => Services.AddSingleton<ILogger<OperatorCommands>>(_log);

    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    [Fact]
    public void DisconnectAll_NoneOpen_RunsAsAJobAndLogsBothEnds()
    {
        var job = Commands.DisconnectAll([1, 2], 100, Mia, "be kind");

        Assert.Equal((2, 0, 2, JobState.Done), (job.Total, job.Done, job.Missed, job.State));
        Assert.Equal(["Job 1 of mia is Done: 0 disconnected, 2 were gone, 0 left alone", "mia began job 1: disconnects 2 connections, 100 a second"], _log.Lines.Order(StringComparer.Ordinal));
        Assert.False(Commands.StopJob(job.Id, Mia));
    }

    [Fact]
    public void Acts_WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.DisconnectAll([], 1, Mia));
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.DisconnectAll([1], 0, Mia));
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.DisconnectAll([1], 1_001, Mia));
        Assert.Throws<ArgumentException>(() => Commands.Disconnect(1, Mia, new string('x', 201)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.Mute([1], TimeSpan.FromDays(31), Mia));
        Assert.Throws<ArgumentNullException>(() => Commands.Mute([1], TimeSpan.Zero, null!));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void MuteAndRename_NotOpen_AreLoggedAsSuch()
    {
        Assert.Equal(0, Commands.Mute([9], TimeSpan.FromMinutes(5), Mia));
        Assert.False(Commands.Rename(9, "Tom", Mia, out var refusal));

        Assert.Null(refusal);
        Assert.Equal(["mia muted 0 of connection 9 for 00:05:00", "mia asked to rename connection 9: it is not open"], _log.Lines);
    }

    [Fact]
    public void Note_Written_IsKeptCleanAndNeverLogged()
    {
        Commands.Note(ClientNoteKind.Address, "192.0.2.1", " Lathe\u202e ", " one\r\ntwo ", Mia);

        var note = Services.GetRequiredService<ClientNoteBook>().Find(ClientNoteKind.Address, "192.0.2.1");
        Assert.Equal(new ClientNote(ClientNoteKind.Address, "192.0.2.1", "Lathe⟦U+202E⟧", "one\ntwo", "mia", Sample.Noon), note);
        Assert.Equal(["mia wrote a note about the Address 192.0.2.1"], _log.Lines);
    }
}
