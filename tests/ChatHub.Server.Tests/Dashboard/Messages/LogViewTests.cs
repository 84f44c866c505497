using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class LogViewTests
{
    private readonly FakeSource _source = new() { History = new MessageHistory(10) };
    private readonly LogView _view;

    public LogViewTests() => _view = new LogView(_source.History);

    [Fact]
    public void Update_Following_HoldsTheNewest()
    {
        Say(1, 25);

        Assert.Equal(10, _view.Count);
        Assert.Equal("16", _view[0].Text);
        Assert.Equal("25", _view[9].Text);
        Assert.Equal(0, _view.New);
    }

    [Fact]
    public void Update_ReadingWhileTheHistoryLetsGo_MovesNoLine()
    {
        Say(1, 10);
        _view.Stay();
        var place = _view.First + 3;
        var line = _view[3];
        for (var i = 11; i <= 200; i += 5)
        {
            Say(i, 5);
            Assert.Same(line, _view[(int)(place - _view.First)]);
        }

        Assert.InRange(_view.Count, 20, 29);
        Assert.True(_view.HasMore);
        Assert.Equal(190, _view.New);
    }

    [Fact]
    public void Follow_AfterReading_HasTheNewestAgain()
    {
        Say(1, 10);
        _view.Stay();
        Say(11, 40);
        Say(51, 5);
        _view.Follow();

        Assert.Equal(0, _view.New);
        Assert.False(_view.HasMore);
        Assert.Equal("55", _view[_view.Count - 1].Text);
        Assert.Equal(10, _view.Count);
    }

    [Fact]
    public void Follow_NothingCameMeanwhile_KeepsThePlaces()
    {
        Say(1, 10);
        _view.Stay();
        var first = _view.First;
        _view.Follow();

        Assert.Equal(first, _view.First);
        Assert.Equal(10, _view.Count);
    }

    [Fact]
    public void Show_Filter_FindsTextNamesAndAddresses()
    {
        _source.History.Append([Sample.Said("the pump runs", "Anna"), Sample.Said("ok", "Pumpkin"), Sample.Said("no", "Omar")]);
        _view.Show("PUMP", events: true);
        Assert.Equal(["Anna", "Pumpkin"], Enumerable.Range(0, _view.Count).Select(i => _view[i].Sender));

        _view.Show("192.0.2.1", events: true);
        Assert.Equal(3, _view.Count);
    }

    [Fact]
    public void Show_NewLinesWithFilter_TakesInThoseThatMatch()
    {
        _view.Show("new", events: true);
        _view.Stay();
        _source.Say("new one", "another", "a new one");
        _view.Update();

        Assert.Equal(2, _view.Count);
        Assert.Equal(2, _view.New);
    }

    [Fact]
    public void Show_WithoutEvents_LeavesThemOut()
    {
        _source.History.Append([Sample.Left("Anna", DisconnectReason.ClientClosed), Sample.Said("hi")]);
        _view.Show("", events: false);

        Assert.Equal(1, _view.Count);
        Assert.Equal("hi", _view[0].Text);
    }

    private void Say(int first, int count)
    {
        _source.Say([.. Enumerable.Range(first, count).Select(i => $"{i}")]);
        _view.Update();
    }
}
