using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class LogLoaderTests : IDisposable
{
    private static readonly MessageQuery s_pump = new() { Text = "pump" };

    private readonly ListReader _log = new();
    private readonly FakeTimeProvider _time = new(Sample.Noon.AddDays(1));
    private readonly LogLoader _loader;
    private Exception? _unexpected;

    public LogLoaderTests() => _loader = new LogLoader(_log, _time, () => { }, failure => _unexpected = failure) { Written = () => _log.LastId };

    public void Dispose() => _loader.Dispose();

    [Fact]
    public async Task Show_Newest_HoldsAPageAndFollows()
    {
        SayNumbers(250);
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.Newest());

        Assert.Equal((151, 250), Held());
        Assert.True(_loader is { IsFollowing: true, IsLoading: false, Window.HasOlder: true, Window.HasNewer: false });
        Assert.Null(_loader.Jump.To);
    }

    [Fact]
    public async Task Show_Around_HasBothSidesAndGoesToTheEntry()
    {
        SayNumbers(500);
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.Around(250));

        Assert.Equal((150, 349), Held());
        Assert.Equal(250, _loader.Window[(int)(_loader.Jump.To!.Value - _loader.Window.First)].Message.Id);
        Assert.True(_loader is { IsFollowing: false, Jump.IsMiddle: true, Window.HasOlder: true, Window.HasNewer: true });
    }

    [Fact]
    public async Task Show_WhileAnAnswerIsUnderWay_DiscardsTheLateOne()
    {
        _log.Say("pump", "valve");
        var gate = new TaskCompletionSource();
        (_log.Hold, _log.IsDeaf) = (() => gate.Task, true);
        var first = _loader.ShowAsync(s_pump, new LogPlace.Newest());
        _log.Hold = null;
        await _loader.ShowAsync(new() { Text = "valve" }, new LogPlace.Newest());
        gate.SetResult();
        await first;

        Assert.Equal("valve", _loader.Window[0].Message.Text);
        Assert.Equal("valve", _loader.Query.Text);
        Assert.False(_loader.IsLoading);
    }

    [Fact]
    public async Task Show_SomebodyTypes_AsksOnceForTheLast()
    {
        var first = _loader.ShowAsync(new() { Text = "p" }, new LogPlace.Newest(), TimeSpan.FromMilliseconds(250));
        var second = _loader.ShowAsync(s_pump, new LogPlace.Newest(), TimeSpan.FromMilliseconds(250));
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await Task.WhenAll(first, second);

        Assert.Equal("pump", Assert.Single(_log.Asked).Query.Text);
    }

    [Fact]
    public async Task Extend_BothWays_ReachesTheEndsAndAsksNoMore()
    {
        SayNumbers(1_000);
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.At(500));
        while (_loader.Window.HasOlder)
        {
            await _loader.ExtendAsync(PageDirection.Older);
        }

        Assert.Equal((1, 599), Held());
        while (_loader.Window.HasNewer)
        {
            await _loader.ExtendAsync(PageDirection.Newer);
        }

        Assert.Equal((401, 1_000), Held());
        var asked = _log.Asked.Count;
        await _loader.ExtendAsync(PageDirection.Newer);
        Assert.Equal(asked, _log.Asked.Count);
    }

    [Fact]
    public async Task CatchUp_Following_TakesInWhatMatchesAndWaitsForALogThatTrails()
    {
        _log.Say("pump");
        await _loader.ShowAsync(s_pump, new LogPlace.Newest());
        var catching = _loader.CatchUpAsync(4); // said already, not written yet
        Assert.Equal(1, _loader.Window.Count);
        _log.Say("valve", "a pump", "valve");
        while (!catching.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(["pump", "a pump"], Enumerable.Range(0, _loader.Window.Count).Select(i => _loader.Window[i].Message.Text));
        Assert.Equal(4, _loader.Window.NewerFrom);
    }

    [Fact]
    public async Task CatchUp_MoreThanAPage_GoesToTheNewest()
    {
        SayNumbers(10);
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.Newest());
        SayNumbers(500);
        await _loader.CatchUpAsync(510);

        Assert.Equal((411, 510), Held());
        Assert.True(_loader.IsFollowing);
    }

    [Theory]
    [InlineData(false, 150, 150)]
    [InlineData(true, 3, 3)]
    [InlineData(true, 150, LogLoader.MostCounted + 1)]
    public async Task CatchUp_ReadingFurtherUp_CountsAndMovesNothing(bool filtered, int said, int expected)
    {
        SayNumbers(300);
        await _loader.ShowAsync(filtered ? new() { Sender = "Anna" } : MessageQuery.All, new LogPlace.Newest());
        await _loader.ExtendAsync(PageDirection.Older);
        _loader.Stand(false);
        var (held, first) = (Held(), _loader.Window.First);
        SayNumbers(said);
        await _loader.CatchUpAsync(_log.LastId);

        Assert.Equal(expected, _loader.New);
        Assert.Equal((held, first), (Held(), _loader.Window.First));

        await _loader.FollowAsync();
        Assert.Equal(300 + said, Held().Last);
        Assert.Equal(0, _loader.New);
    }

    [Fact]
    public async Task Show_QueryThatCannotBe_SaysWhyAndIsMendedByTheNext()
    {
        _log.Fault = new MessageQueryException("there is nothing to find in it");
        await _loader.ShowAsync(s_pump, new LogPlace.Newest());
        Assert.True(_loader.Failure is { IsQuery: true, IsUnexpected: false });

        _log.Fault = null;
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.Newest());
        Assert.Null(_loader.Failure);
        Assert.Null(_unexpected);
    }

    [Fact]
    public async Task Extend_Fails_KeepsThePlaceAndGoesOnAfterTheRetry()
    {
        SayNumbers(300);
        await _loader.ShowAsync(MessageQuery.All, new LogPlace.Newest());
        _log.Fault = new InvalidOperationException("a fault");
        await _loader.ExtendAsync(PageDirection.Older);
        Assert.True(_loader.Failure is { IsUnexpected: true });
        Assert.Same(_log.Fault, _unexpected);

        _log.Fault = null;
        var jump = _loader.Jump;
        await _loader.RetryAsync();
        await _loader.ExtendAsync(PageDirection.Older);
        Assert.Equal((101, 300), Held());
        Assert.Equal(jump, _loader.Jump);
    }

    [Fact]
    public async Task CatchUp_NobodyWatches_AsksNothing()
    {
        SayNumbers(10);
        using var loader = new LogLoader(_log, _time, () => { }, _ => { }) { Written = () => _log.LastId, IsWatched = () => false };
        await loader.ShowAsync(MessageQuery.All, new LogPlace.Newest());
        var asked = _log.Asked.Count;
        SayNumbers(10);
        await loader.CatchUpAsync(20);

        Assert.Equal(asked, _log.Asked.Count);
    }

    private void SayNumbers(int count) => _log.Say([.. Enumerable.Range(1, count).Select(i => $"{i}")]);

    private (int First, int Last) Held() => ((int)_loader.Window[0].Message.Id, (int)_loader.Window[_loader.Window.Count - 1].Message.Id);
}
