using System.IO.Pipelines;
using System.Net;
using System.Text;
using ChatHub.Server.Hosting;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Connections;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

/// <summary>How many connections the dashboard takes, and what becomes of further ones.</summary>
public sealed class DashboardLimitsTests
{
    [Theory]
    [InlineData(400, 10_000, 32)]           // half of what the wire leaves alone
    [InlineData(1_024, 10_000, 64)]
    [InlineData(10_900, 10_000, 260)]       // what the wire cannot take
    [InlineData(20_000, 10_000, 1_000)]
    [InlineData(int.MaxValue, 1_000_000, 1_000)]
    public void ConnectionsOf_DescriptorsAndTheWiresLimit_IsWhatIsLeft(int descriptors, int wire, int expected) =>
        Assert.Equal(expected, DashboardLimits.ConnectionsOf(descriptors, wire));

    [Fact]
    public async Task Door_MoreThanItMay_AnswersThatItIsFullAndLogsOnceAndLetsInAgain()
    {
        var log = new RecordingLog<DashboardDoor>();
        var door = new DashboardDoor(() => 2, log);
        var (one, two) = (new Visit(door), new Visit(door));

        foreach (var late in new[] { new Visit(door), new Visit(door) })
        {
            await late.Served;
            Assert.False(late.IsIn);
            Assert.StartsWith("HTTP/1.1 503 ", await late.AnswerAsync(), StringComparison.Ordinal);
        }

        Assert.True(one.IsIn && two.IsIn);
        Assert.Equal(["The dashboard is full with 2 connections: further ones are turned away"], log.Lines);
        one.Leave();
        await one.Served;
        Assert.True(new Visit(door).IsIn);
        await new Visit(door).Served;
        Assert.Equal(2, log.Lines.Length); // another episode
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::7", "2001:db8::8", "2001:db8:0:1::7", false)] // a /64 is one
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.8", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "192.0.2.8", true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", "192.0.2.8", true)]
    public async Task Door_OneAddressHasAQuarter_TurnsItAwayUntilOneLeaves(string address, string same, string another, bool spared)
    {
        var door = new DashboardDoor(() => 80, new RecordingLog<DashboardDoor>(), IPAddress.IsLoopback);
        var first = new Visit(door, address);
        for (var i = 1; i < 20; i++)
        {
            Assert.True(new Visit(door, address).IsIn);
        }

        Assert.Equal(spared, new Visit(door, same).IsIn);
        Assert.True(new Visit(door, another).IsIn);

        first.Leave();
        await first.Served;
        Assert.True(new Visit(door, same).IsIn);
        Assert.Equal(spared, new Visit(door, same).IsIn);
    }

    [Fact]
    public async Task Door_ConnectionThatFails_GivesItsPlaceBack()
    {
        var door = new DashboardDoor(() => 1, new RecordingLog<DashboardDoor>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => door.ServeAsync(new DefaultConnectionContext(), _ => throw new InvalidOperationException()));

        Assert.True(new Visit(door).IsIn);
    }

    [Fact]
    public async Task Door_TurnsSomebodyAway_WaitsForTheRequestBeforeItCloses()
    {
        var door = new DashboardDoor(() => 1, new RecordingLog<DashboardDoor>());
        Assert.True(new Visit(door).IsIn);
        var late = new Visit(door);
        Assert.False(late.Served.IsCompleted); // closed now, the request would reset the connection and with it the answer

        late.Ask();
        await late.Served;
        Assert.StartsWith("HTTP/1.1 503 ", await late.AnswerAsync(), StringComparison.Ordinal);
    }

    private sealed class Visit
    {
        private readonly Pipe _request = new();
        private readonly Pipe _answer = new();
        private readonly TaskCompletionSource _leaves = new();

        public Visit(DashboardDoor door, string? address = null)
        {
            var context = new DefaultConnectionContext { Transport = new Ends(_request.Reader, _answer.Writer), RemoteEndPoint = address is null ? null : new IPEndPoint(IPAddress.Parse(address), 5000) };
            Served = door.ServeAsync(context, _ =>
            {
                IsIn = true;
                return _leaves.Task;
            });
        }

        public Task Served { get; }

        public bool IsIn { get; private set; }

        public void Ask() => _request.Writer.Complete();

        public void Leave() => _leaves.SetResult();

        public async Task<string> AnswerAsync()
        {
            await _answer.Writer.CompleteAsync();
            using var reader = new StreamReader(_answer.Reader.AsStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
