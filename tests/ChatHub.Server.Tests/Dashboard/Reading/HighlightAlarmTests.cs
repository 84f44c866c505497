using ChatHub.Chat;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

public sealed class HighlightAlarmTests
{
    private readonly MessageHistory _history = new(1_000);
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly HighlightRules _rules = HighlightRules.None.With(new("calm", 0)).With(new("alarm", 1, Sounds: true)).With(new("hall", 2, Notifies: true));

    [Fact]
    public void Look_LinesBeforeIt_AreNoNews()
    {
        Say("an alarm");

        Assert.Null(new HighlightAlarm(_history, _time).Look(_rules));
    }

    [Fact]
    public void Look_NewLines_ToldOnceWithTheLast()
    {
        var alarm = new HighlightAlarm(_history, _time);
        Say("alarm 1", "all calm", "alarm 2");

        var news = alarm.Look(_rules)!;
        Assert.Equal(("alarm", "alarm 2", 2, true, false), (news.Rule.What, news.Last.Text, news.Count, news.Sounds, news.Notifies));
        Assert.Null(alarm.Look(_rules));
    }

    [Fact]
    public void Look_MoreWithinAFewSeconds_AreToldTogetherAfterThem()
    {
        var alarm = new HighlightAlarm(_history, _time);
        Say("alarm 1");
        Assert.NotNull(alarm.Look(_rules));
        Say("alarm 2");
        _time.Advance(HighlightAlarm.Quiet - TimeSpan.FromMilliseconds(1));
        Assert.Null(alarm.Look(_rules));
        Say("hall 3");
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var news = alarm.Look(_rules)!;
        Assert.Equal(("hall 3", 2, true, true), (news.Last.Text, news.Count, news.Sounds, news.Notifies));
    }

    [Fact]
    public void Look_WhatTheServerOrAnOperatorSays_IsNoNews()
    {
        var alarm = new HighlightAlarm(_history, _time);
        _history.Append([Sample.Left("alarm", DisconnectReason.ClientClosed), ChatMessage.OfListener(Sample.Noon, "alarm", SystemEvent.ListenerStarted, "alarm")]);

        Assert.Null(alarm.Look(_rules));
    }

    [Fact]
    public void Look_MoreThanItLooksAt_LooksAtTheNewest()
    {
        var alarm = new HighlightAlarm(_history, _time);
        Say([.. Enumerable.Repeat("alarm", HighlightAlarm.Most + 100)]);

        Assert.Equal(HighlightAlarm.Most, alarm.Look(_rules)!.Count);
    }

    private void Say(params string[] texts) => _history.Append([.. texts.Select(text => Sample.Said(text))]);
}
