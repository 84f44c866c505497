using System.Text;

namespace ChatHub.Chat.Tests;

/// <summary>What the hub owes the log, and what the log's word means for those who receive.</summary>
public sealed class MessageLogTests : IDisposable
{
    private readonly HeldLog _log = new();
    private readonly HubUnderTest _host;

    public MessageLogTests() => _host = new HubUnderTest(log: _log);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Everything_IsGivenToTheLogOnce_InTheOrderOfTheNumbers()
    {
        var one = await _host.JoinAsync();
        var other = await _host.JoinAsync("lab");
        _ = one.Say("a", "b");
        _ = other.Say("c");
        await _host.Hub.Send("from the server", new SendTarget.Everyone(), "op").Soon();
        Assert.True(one.Whisper(other, "psst"));
        await other.Output.UntilTexts(3);
        _host.Hub.Close(one.Session, DisconnectReason.ClientClosed);
        await one.Output.Completed.Soon();

        Assert.Equal(Enumerable.Range(1, _log.Entries.Count).Select(id => (long)id), _log.Entries.Select(entry => entry.Id));
        Assert.Equal(["a", "b", "c", "from the server", "psst"], _log.Entries.Where(entry => entry.Kind != MessageKind.System).Select(entry => entry.Text).Order(StringComparer.Ordinal));
        Assert.Equal([SystemEvent.Connected, SystemEvent.Connected, SystemEvent.Disconnected], _log.Entries.Select(entry => entry.Event).OfType<SystemEvent>());
    }

    [Fact]
    public async Task Message_ThatTheLogDoesNotPromise_IsNotDeliveredBefore()
    {
        var one = await _host.JoinAsync();
        var other = await _host.JoinAsync();
        var waits = _log.HoldAfter(_host.Hub.History.LastId);

        _ = one.Say("held");
        await waits;
        Assert.Equal("held", _log.Entries[^1].Text);
        Assert.Empty(other.Output.Texts);

        _log.PromiseTo(long.MaxValue);
        await other.Output.UntilTexts(1);
        Assert.Equal(["held"], other.Output.Texts);
    }

    [Fact]
    public async Task WordOfAnOperator_ThatTheLogDoesNotPromise_IsNotDeliveredBefore()
    {
        var one = await _host.JoinAsync();
        var waits = _log.HoldAfter(_host.Hub.History.LastId);

        var sent = _host.Hub.Send("held", new SendTarget.ToSessions([one.Session.Id]), "op");
        await waits;
        Assert.Equal("held", _log.Entries[^1].Text);
        Assert.False(sent.IsCompleted);
        Assert.Empty(one.Output.Texts);

        _log.PromiseTo(long.MaxValue);
        Assert.Equal(1, (await sent.Soon()).Recipients);
    }

    [Fact]
    public async Task Joiner_WhileAMessageIsNotPromised_IsNotWelcomedWithIt()
    {
        var one = await _host.JoinAsync();
        one.Output.Hold();
        _ = one.Say("first");
        await one.Output.Held.Soon(); // the pump stands: what comes now is taken together
        _ = one.Say("held");
        var joiner = _host.Open();
        var waits = _log.HoldAfter(_host.Hub.History.LastId);
        one.Output.LetGo();

        await waits;
        Assert.False(joiner.Output.Welcomed.IsCompleted);

        _log.PromiseTo(long.MaxValue);
        await joiner.Output.Welcomed.Soon();
        Assert.Equal(["first", "held"], joiner.Output.Recent.Select(message => message.Text));
    }

    [Fact]
    public async Task LogThatFallsBehind_MakesPublishersWait_AndLetsThemGo()
    {
        using var host = new HubUnderTest(new HubOptions { HighWaterBytes = 64 * 1024, LowWaterBytes = 16 * 1024 }, _log);
        var one = await host.JoinAsync();
        var waits = _log.HoldAfter(host.Hub.History.LastId);

        _ = one.Say("first");
        await waits;
        var wait = one.Say(new string('x', 80 * 1024));
        Assert.False(wait.IsCompleted);

        _log.PromiseTo(long.MaxValue);
        await wait.Soon();
    }

    [Fact]
    public async Task WhatWasLoggedBeforeTheStart_IsHistory_AndIsWelcomedWith()
    {
        using var host = new HubUnderTest(log: new HeldLog(Logged(41, "lobby", "yesterday"), Logged(42, "lab", "elsewhere")));

        var one = await host.JoinAsync();
        _ = one.Say("today");
        await one.Output.UntilTexts(1);

        Assert.Equal(["yesterday"], one.Output.Recent.Select(message => message.Text));
        Assert.Equal([41, 42, 43, 44], host.Hub.History.Read(1, 100).Select(message => message.Id));
        Assert.Equal((41L, 44L), (host.Hub.History.FirstId, host.Hub.History.LastId));
    }

    [Fact]
    public void History_OfALogWithAGap_HoldsWhatIsThere()
    {
        var history = new MessageHistory(10, log: new HeldLog(Logged(2, "lobby", "lost"), Logged(20, "lobby", "before"), Logged(25, "lobby", "after")));

        Assert.Equal([20, 25], history.Read(1, 100).Select(message => message.Id));
        history.Append(Enumerable.Range(0, 9).Select(_ => Logged(0, "lobby", "more")).ToArray());
        Assert.Equal(Enumerable.Range(25, 10).Select(id => (long)id), history.Newest(100).Select(message => message.Id));
        Assert.Equal(25, history.FirstId);
    }

    private static ChatMessage Logged(long id, string room, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return ChatMessage.FromLog(
            id, MessageKind.Text, DateTimeOffset.UnixEpoch, room, new SessionIdentity(1, "relay", "192.0.2.1:1", Encoding.UTF8), "guest-1", body, body.Length, 0,
            null, false, false, null, DisconnectReason.None, null, null);
    }
}
