using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Feed;

public sealed class ConnectionListTests : IDisposable
{
    private readonly FakeSource _source = new();
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly DashboardFeed _feed;

    public ConnectionListTests() => _feed = new(_source, _time);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Rates_TwoReadingsASecondApart_AreWhatCameBetween()
    {
        _source.Connections = [Sample.Row(1, messagesIn: 10), Sample.Row(2)];
        using var watch = _feed.Subscribe(() => { });
        Assert.Null(_feed.Current.Connections.Rates.Of(1));

        _source.Connections = [Sample.Row(1, messagesIn: 16), Sample.Row(2), Sample.Row(3, messagesIn: 99)];
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(DashboardFeed.Interval);
        }

        var list = _feed.Current.Connections;
        Assert.Equal(new ConnectionRate(6, 0, 60, 0), Rounded(list.Rates.Of(1)!.Value));
        Assert.Equal(default(ConnectionRate), list.Rates.Of(2));
        Assert.Null(list.Rates.Of(3));
        Assert.Equal([1, 2, 3], list.Select(new ConnectionQuery("", ConnectionColumn.InRate, true)).Select(row => row.Id));
        Assert.Equal([1], list.Select(new ConnectionQuery("inrate>5")).Select(row => row.Id));
    }

    [Fact]
    public void Rates_NobodyAsks_AreNotComputed()
    {
        var counted = new CountingRows([Sample.Row(1)]);
        var rates = new ConnectionRates(counted, [Sample.Row(1)], TimeSpan.FromSeconds(1));
        Assert.Equal(0, counted.Reads);

        rates.Of(1);
        rates.Of(2);
        Assert.Equal(1, counted.Reads);
    }

    [Fact]
    public void LinkOf_AskedByMany_AsksTheKernelOnce()
    {
        var list = new ConnectionList([Sample.Row(1), Sample.Row(2)], Sample.Noon) { Ask = _source.LinkOf };
        Assert.Equal(TimeSpan.FromMilliseconds(2), list.LinkOf(2)!.RoundTrip);
        list.LinkOf(2);

        Assert.Equal([2], _source.LinksAsked);
    }

    [Fact]
    public void Group_ByAddress_LargestFirstAndSumsUp()
    {
        var list = new ConnectionList(
            [Sample.Row(1, remote: "192.0.2.9:1", backlog: 5), Sample.Row(2, remote: "192.0.2.10:1"), Sample.Row(3, remote: "192.0.2.10:2", backlog: 7), Sample.Row(4, remote: "192.0.2.2:1")],
            Sample.Noon);

        var groups = list.Group(new ConnectionQuery("", ConnectionColumn.Id, true));
        Assert.Equal(["192.0.2.10 3,2 7", "192.0.2.2 4 0", "192.0.2.9 1 5"], groups.Select(group => $"{group.Address} {string.Join(',', group.Rows.Select(row => row.Id))} {group.BacklogBytes}"));
    }

    [Fact]
    public void Select_AliasAndLagging_FindsThem()
    {
        _source.Aliases[2] = "Lathe 车床";
        var list = new ConnectionList([Sample.Row(1, backlog: 1), Sample.Row(2), Sample.Row(3, backlog: 1)], Sample.Noon) { AliasOf = _source.AliasOf };

        Assert.Equal([2], list.Select(new ConnectionQuery("车床")).Select(row => row.Id));
        Assert.Equal([2], list.Select(new ConnectionQuery("alias:lathe")).Select(row => row.Id));
        Assert.Equal([1, 3], list.Select(new ConnectionQuery(Lagging: true)).Select(row => row.Id));
        Assert.Equal([2], list.Select(new ConnectionQuery("", ConnectionColumn.Alias, true)).Take(1).Select(row => row.Id));
    }

    [Theory]
    [InlineData("idle>abc", FilterUnit.Time)]
    [InlineData("-backlog>x", FilterUnit.Bytes)]
    [InlineData("id:x", FilterUnit.Number)]
    public void Filter_FigureThatIsNone_IsLeftOutAndSaidSo(string text, FilterUnit expected)
    {
        var filter = ConnectionFilter.Parse(text);

        Assert.Equal(new FilterProblem(text, expected), Assert.Single(filter.Problems));
        Assert.True(filter.IsEmpty);
    }

    [Theory]
    [InlineData("", "listener:relay")]
    [InlineData("anna  idle>5m", "anna idle>5m listener:relay")]
    [InlineData("anna LISTENER:relay idle>5m", "anna idle>5m")]
    [InlineData("name:\"a b\"", "name:\"a b\" listener:relay")]
    public void Toggle_Term_IsAddedOrTakenAway(string text, string expected) => Assert.Equal(expected, ConnectionFilter.Toggle(text, "listener:relay"));

    [Fact]
    public void ReadClosed_AskedAgainAndAgain_ReadsOnlyWhatChangedAndOnceASecond()
    {
        _source.Closed = [Sample.Row(5)];
        var first = _feed.ReadClosed();
        Assert.Same(first, _feed.ReadClosed());

        _source.Connections = [];
        Assert.Same(first, _feed.ReadClosed());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, _feed.ReadClosed());
        _time.Advance(TimeSpan.FromSeconds(1));
        _feed.ReadClosed();

        Assert.Equal(2, _source.ClosedReads);
    }

    private static ConnectionRate Rounded(ConnectionRate rate) => new(Math.Round(rate.MessagesIn, 3), rate.MessagesOut, Math.Round(rate.BytesIn, 3), rate.BytesOut);

    private sealed class CountingRows(IReadOnlyList<ConnectionSnapshot> rows) : IReadOnlyList<ConnectionSnapshot>
    {
        public int Reads { get; private set; }

        public int Count => rows.Count;

        public ConnectionSnapshot this[int index] => rows[index];

        public IEnumerator<ConnectionSnapshot> GetEnumerator()
        {
            Reads++;
            return rows.GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Fact]
    public void Select_ManyQueriesOfOneList_KeepsFewAnswers()
    {
        var list = new ConnectionList([Sample.Row(1)], Sample.Noon);
        for (var i = 0; i < 1_000; i++)
        {
            list.Select(new ConnectionQuery { Filter = $"n{i}" });
            list.Group(new ConnectionQuery { Filter = $"n{i}" });
        }

        Assert.InRange(list.Answers, 1, 2 * ConnectionList.MostAnswers);
    }
}
