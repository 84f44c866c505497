using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class LogWindowTests
{
    private readonly LogWindow _window = new();

    [Fact]
    public void AddOlder_ManyPages_LetsGoOfTheNewestAndMovesNoPlace()
    {
        _window.Fill(Rows(9_901, 10_000), true, false, 10_000);
        var place = _window.First + _window.IndexOf(9_901);
        for (var first = 9_801; first > 9_000; first -= 100)
        {
            _window.AddOlder(new(Rows(first, first + 99), true, 0));
            Assert.InRange(_window.Count, 100, LogWindow.Most);
        }

        Assert.Equal(9_001, _window[0].Message.Id);
        Assert.Equal(9_001 - 9_901, _window.First - place);
        Assert.True(_window.HasNewer);
        Assert.Equal(9_600, _window.NewerFrom);
        Assert.Equal(9_001, _window.OlderFrom);
    }

    [Fact]
    public void AddNewer_ManyPages_LetsGoOfTheOldestAndMovesNoPlace()
    {
        _window.Fill(Rows(1, 100), false, true, 100);
        for (var first = 101; first < 1_000; first += 100)
        {
            var last = _window.First + _window.Count - 1;
            _window.AddNewer(new(Rows(first, first + 99), true, 0), first + 99);
            Assert.Equal(first - 1, _window[(int)(last - _window.First)].Message.Id);
        }

        Assert.Equal(LogWindow.Most, _window.Count);
        Assert.True(_window.HasOlder);
        Assert.Equal(401, _window.OlderFrom);
    }

    [Fact]
    public void AddNewer_EntriesThatTheIndexWasLateWith_FindTheirPlaceOnce()
    {
        _window.Fill(Rows(1, 3), false, false, 3);
        _window.AddNewer(new([Row(5)], false, 2), 3);
        _window.AddNewer(new([Row(4), Row(5), Row(6)], false, 0), 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], Enumerable.Range(0, _window.Count).Select(i => _window[i].Message.Id));
    }

    [Fact]
    public void Fill_Anew_GivesNoPlaceTwice()
    {
        _window.Fill(Rows(1, 50), false, false, 50);
        var end = _window.First + _window.Count;
        _window.Fill(Rows(51, 60), false, false, 60);

        Assert.True(_window.First >= end);
    }

    [Fact]
    public void Fill_LateEndings_AreNoLines()
    {
        var ending = ChatHub.Chat.ChatMessage.FromLog(2, Chat.MessageKind.Text, Sample.Noon, "lobby", null, "Anna", "\n"u8.ToArray(), 0, 0, null, true, false, null, Chat.DisconnectReason.None, null, null);
        _window.Fill([Row(1), new(ending, 1)], false, false, 2);

        Assert.Equal(1, _window.Count);
        Assert.Equal(2, _window.NewerFrom);
    }

    private static LoggedMessage Row(long id) => new(Sample.Logged(id, Sample.Said($"{id}")), 1);

    private static LoggedMessage[] Rows(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(id => Row(id))];
}
