using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

public sealed class OperatorCommandsTests : DashboardTest
{
    private readonly RecordingLog<OperatorCommands> _log = new();

    // Real sockets close in real time.
    public OperatorCommandsTests()
        : base(TimeProvider.System) =>
        Services.AddSingleton<ILogger<OperatorCommands>>(_log);

    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public async Task Send_Empty_IsRefused(string text)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Commands.SendAsync(text, new SendTarget.Everyone(), Mia));

        Assert.Equal("text", refusal.ParamName);
        Assert.Equal(0, Hub.History.LastId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_NameOfTheTargetIsHostile_IsOneVisibleLineInTheLog(bool toRoom)
    {
        var name = "x\nfail: forged[1]\u001b[2J" + new string('y', 500);

        await Commands.SendAsync("hi", toRoom ? new SendTarget.ToRoom(name) : new SendTarget.ToListener(name), Mia);

        var line = Assert.Single(_log.Lines);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Contains("x␊fail: forged[1]␛[2J", line, StringComparison.Ordinal);
        Assert.True(line.Length < 250, line);
    }

    [Fact]
    public async Task Send_LongestAllowed_IsSentAndAByteMoreIsNot()
    {
        var longest = new string('好', OperatorCommands.MaxTextBytes / 3) + "x";
        Assert.Equal(1, (await Commands.SendAsync(longest, new SendTarget.Everyone(), Mia)).MessageId);

        await Assert.ThrowsAsync<ArgumentException>(() => Commands.SendAsync(longest + "x", new SendTarget.Everyone(), Mia));
    }

    [Fact]
    public async Task Send_ToNobody_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Commands.SendAsync("hi", new SendTarget.ToSessions([]), Mia));
        await Assert.ThrowsAsync<ArgumentException>(() => Commands.SendAsync("hi", new SendTarget.ToRoom(""), Mia));
    }

    [Fact]
    public async Task Act_WithoutAnOperator_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Commands.SendAsync("hi", new SendTarget.Everyone(), null!));
        await Assert.ThrowsAsync<NotAllowedException>(() => Commands.StartListenerAsync("relay", OperatorIdentity.Nobody));
        Assert.Throws<NotAllowedException>(() => Commands.Disconnect(1, OperatorIdentity.Nobody));
    }

    [Fact]
    public void Disconnect_Unknown_IsFalseAndLoggedAsSuch()
    {
        Assert.False(Commands.Disconnect(99, Mia));
        Assert.Equal(["mia asked to disconnect connection 99, which is not open"], _log.Lines);
    }

    [Fact]
    public async Task Disconnect_Open_EndsItAsKicked()
    {
        var listener = await Commands.StartListenerAsync("relay", Mia);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(listener.BoundEndpoint!), TestContext.Current.CancellationToken);
        var first = new byte[1];
        await client.GetStream().ReadExactlyAsync(first, TestContext.Current.CancellationToken); // the greeting: it is connected
        var id = Assert.Single(Registry.Open()).Id;

        Assert.True(Commands.Disconnect(id, Mia));
        Assert.Equal($"mia disconnected connection {id}", _log.Lines[^1]);
        await client.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken); // until it is closed
        await Commands.StopListenerAsync("relay", Mia);

        var closed = Assert.Single(Registry.Closed());
        Assert.Equal(DisconnectReason.Kicked, closed.Reason);
        Assert.Equal("mia", closed.ClosedBy);
    }

    [Fact]
    public async Task KickAndBan_Open_IsOneEntryOfTheAudit()
    {
        var listener = await Commands.StartListenerAsync("relay", Mia);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(listener.BoundEndpoint!), TestContext.Current.CancellationToken);
        await client.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken); // the greeting: it is connected
        var id = Assert.Single(Registry.Open()).Id;

        Assert.Null(Commands.KickAndBan(id, null, null, Mia)!.Ban); // this machine is spared
        Assert.NotNull(Commands.KickAndBan(id, null, null, Mia, evenSpared: true)!.Ban);
        await Commands.StopListenerAsync("relay", Mia);

        Assert.Equal(
            [("kick-and-ban", $"#{id}", AuditOutcome.Refused, "127.0.0.1 has the addresses of this machine itself"), ("kick-and-ban", $"#{id}", AuditOutcome.Done, "127.0.0.1 is banned for good")],
            Audit.Entries.Skip(1).SkipLast(1).Select(entry => (entry.Act, entry.Target, entry.Outcome, entry.Detail)));
    }

    [Fact]
    public async Task Drain_Listening_Drains()
    {
        await Commands.StartListenerAsync("relay", Mia);
        var after = await Commands.DrainListenerAsync("relay", TimeSpan.FromSeconds(1), Mia);

        Assert.Contains(after.State, new[] { ListenerState.Draining, ListenerState.Stopped });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Commands.DrainListenerAsync("relay", TimeSpan.FromSeconds(-1), Mia));
    }

    [Fact]
    public async Task Listener_Unknown_IsAnError() => await Assert.ThrowsAsync<KeyNotFoundException>(() => Commands.StopListenerAsync("nothing", Mia));
}
