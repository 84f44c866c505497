using ChatHub.Chat;
using ChatHub.Server.Webhooks;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>A client that is back at once was not away.</summary>
public sealed class WebhookGraceTests
{
    [Fact]
    public async Task Client_IsBackWithinTheGrace_NeitherEventIsSent()
    {
        await using var work = new HookAtWork(("Grace", "00:00:10")).Start();
        work.Disconnect(1);
        await work.CaughtUpAsync();
        work.Time.Advance(TimeSpan.FromSeconds(5));
        work.Connect(2);
        await work.CaughtUpAsync();
        work.Time.Advance(TimeSpan.FromMinutes(1));
        await work.CaughtUpAsync();

        Assert.Empty(work.Told());
    }

    [Fact]
    public async Task Client_StaysAway_TheDisconnectIsSentWhenTheGraceIsOver()
    {
        await using var work = new HookAtWork(("Grace", "00:10:00")).Start();
        work.Disconnect(1);
        await work.CaughtUpAsync();
        Assert.Empty(work.Told());
        Assert.Equal(1, work.Now.Waiting);

        work.Time.Advance(TimeSpan.FromMinutes(10));
        await work.UntilAsync(() => work.Told().Length == 1, "it is sent");
        work.Connect(2);
        await work.CaughtUpAsync();

        Assert.Equal(["disconnect:1", "connect:2"], work.Told());
    }

    [Theory]
    [InlineData("192.0.2.2", null)] // from another address
    [InlineData("192.0.2.1", "Tom")] // somebody with another name
    public async Task Newcomer_IsSomebodyElse_BothEventsAreSent(string address, string? name)
    {
        await using var work = new HookAtWork(("Grace", "00:10:00")).Start();
        work.Disconnect(1, "192.0.2.1", "Anna");
        work.Connect(2, address, name);
        await work.CaughtUpAsync();
        work.Time.Advance(TimeSpan.FromMinutes(10));
        await work.UntilAsync(() => work.Told().Length == 2, "both are sent");

        Assert.Equal(["connect:2", "disconnect:1"], work.Told());
    }

    [Fact]
    public async Task TwoOfAnAddressLeave_OneIsBack_OneDisconnectIsSent()
    {
        await using var work = new HookAtWork(("Grace", "00:10:00")).Start();
        work.Disconnect(1);
        work.Disconnect(2);
        work.Connect(3);
        await work.CaughtUpAsync();
        work.Time.Advance(TimeSpan.FromMinutes(10));
        await work.UntilAsync(() => work.Told().Length == 1, "it is sent");

        Assert.Equal(["disconnect:2"], work.Told());
    }

    [Theory]
    [InlineData("00:00:10", DisconnectReason.Kicked)]
    [InlineData("00:00:10", DisconnectReason.Banned)]
    [InlineData("00:00:00", DisconnectReason.ClientClosed)]
    public async Task Disconnect_ByAnOperatorOrWithoutGrace_IsSentAtOnce(string grace, DisconnectReason reason)
    {
        await using var work = new HookAtWork(("Grace", grace)).Start();
        work.Disconnect(1, reason: reason);
        work.Connect(2);
        await work.CaughtUpAsync();

        Assert.Equal(["disconnect:1", "connect:2"], work.Told());
    }

    [Fact]
    public async Task Receiver_IsLate_TheGraceIsReckonedByWhenItHappened()
    {
        await using var work = new HookAtWork(("Grace", "00:00:10")).Start();
        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(500));
        work.Say("first");
        await work.UntilAsync(() => !work.Attempts.IsEmpty, "the receiver fails");
        work.Disconnect(1);
        work.Time.Advance(TimeSpan.FromSeconds(9));
        work.Connect(2); // back in time
        work.Disconnect(2);
        work.Time.Advance(TimeSpan.FromSeconds(11));
        work.Connect(3); // too late
        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(200));
        await work.UntilAsync(() => work.Taken.Count >= 3, "all is sent", step: 1000);

        Assert.Equal(["message:first", "connect:3", "disconnect:2"], work.Told().OrderBy(one => one[0] != 'm').ThenBy(one => one, StringComparer.Ordinal));
    }
}
