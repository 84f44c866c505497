using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
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

    [Theory]
    [InlineData(2, "#100, #101")]
    [InlineData(500, "#162 and 437 more")]
    public async Task Mute_OfSeveral_IsTakenDownWithTheirNumbers(int count, string end)
    {
        long[] ids = [.. Enumerable.Range(100, count).Select(id => (long)id)];
        Commands.Mute(ids, TimeSpan.FromMinutes(5), Mia);
        Commands.Throttle(ids, 1, TimeSpan.FromMinutes(5), Mia);
        Commands.DisconnectAll(ids, 1_000, Mia);
        await Commands.SendAsync("hi", new SendTarget.ToSessions(ids), Mia);

        Assert.Equal(["mute", "throttle", "disconnect", "send"], Audit.Entries.Select(entry => entry.Act));
        var target = Audit.Entries.Select(entry => entry.Target).Distinct().Single();
        Assert.StartsWith("#100, #101", target, StringComparison.Ordinal);
        Assert.EndsWith(end, target, StringComparison.Ordinal);
        Assert.InRange(target.Length, 10, AuditLog.MostCharacters);
    }

    [Fact]
    public async Task SpeakIn_Open_IsTakenDownWithTheEncoding()
    {
        var listener = await Commands.StartListenerAsync("relay", Mia);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(listener.BoundEndpoint!), TestContext.Current.CancellationToken);
        await client.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken); // the greeting: it is connected
        var id = Assert.Single(Registry.Open()).Id;

        Assert.True(Commands.SpeakIn(id, " gb18030 ", Mia));
        Assert.Equal(($"#{id}", "gb18030"), (Audit.Entries[^1].Target, Audit.Entries[^1].Detail));
        client.Close();
        await Until.True(() => Registry.Count == 0, "it is gone: the stop would wait for it by a clock that stands still");
        await Commands.StopListenerAsync("relay", Mia);
    }

    [Fact]
    public void Note_Written_IsKeptCleanAndNeverLogged()
    {
        Commands.Note(ClientNoteKind.Address, "192.0.2.1", " Lathe\u202e ", " one\r\ntwo ", Mia);

        var note = Services.GetRequiredService<ClientNoteBook>().Find(ClientNoteKind.Address, "192.0.2.1");
        Assert.Equal(new ClientNote(ClientNoteKind.Address, "192.0.2.1", "Lathe⟦U+202E⟧", "one\ntwo", "mia", Sample.Noon), note);
        Assert.Equal(["mia wrote a note about the Address 192.0.2.1"], _log.Lines);

        Commands.Note(ClientNoteKind.Address, "192.0.2.1", null, "two", Mia);
        Commands.Note(ClientNoteKind.Address, "192.0.2.1", "Saw", null, Mia); // each leaves the other's part as it is
        var later = Services.GetRequiredService<ClientNoteBook>().Find(ClientNoteKind.Address, "192.0.2.1");
        Assert.Equal(("Saw", "two"), (later?.Alias, later?.Notes));
    }
}
