using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Overview;

public sealed class TalkerBoardTests
{
    private readonly TalkerBoard _board = new();

    [Fact]
    public void Top_ByEachOrder_HasTheBusiestFirstAndNoneThatAreSilent()
    {
        ConnectionSnapshot[] before = [Sample.Row(1), Sample.Row(2), Sample.Row(3)];
        ConnectionSnapshot[] now = [Sample.Row(1) with { MessagesIn = 5, BytesIn = 900 }, Sample.Row(2) with { MessagesIn = 10, BytesIn = 100, BytesOut = 4 }, Sample.Row(3)];
        var list = List(before, now, 0);

        Assert.Equal([2, 1], Ids(TalkerOrder.Messages, 10));
        Assert.Equal([1, 2], Ids(TalkerOrder.BytesIn, 10));
        Assert.Equal([2], Ids(TalkerOrder.BytesOut, 10));
        Assert.Equal([2], Ids(TalkerOrder.Messages, 1));

        long[] Ids(TalkerOrder order, int count) => [.. _board.Top(list, order, count).Select(talker => talker.Connection.Id)];
    }

    [Fact]
    public void Rates_OverSeconds_AreSmoothedAndCountedOnce()
    {
        var first = Busy(0, 10);
        Assert.Equal(10, Messages(first), 6); // what goes on, from the first second on
        var second = Busy(1, 20);
        Assert.Equal(13.5, Messages(second), 6);
        Assert.Equal(13.5, Messages(second), 6); // the same second, asked for by another viewer
    }

    [Fact]
    public void Rates_NobodyLookedForAWhile_BeginAnew()
    {
        Messages(Busy(0, 10));

        Assert.Equal(20, Messages(Busy(10, 20)), 6);
    }

    [Fact]
    public void Listeners_Several_HaveTheSumsOfTheirClients()
    {
        var list = List([Sample.Row(1, listener: "lab"), Sample.Row(2, listener: "lab"), Sample.Row(3)], [Sample.Row(1, listener: "lab") with { MessagesIn = 10 }, Sample.Row(2, listener: "lab") with { MessagesIn = 20 }, Sample.Row(3)], 0);
        var rates = _board.ByListener(list);

        Assert.Equal((30, 0), (rates["lab"].Messages, rates["chat"].Messages));
    }

    private static ConnectionList Busy(int second, int messages) => List([Sample.Row(1)], [Sample.Row(1) with { MessagesIn = messages }], second);

    private static ConnectionList List(ConnectionSnapshot[] before, ConnectionSnapshot[] now, int second) =>
        new(now, Sample.Noon.AddSeconds(second)) { Rates = new(before, now, TimeSpan.FromSeconds(1)) };

    private double Messages(ConnectionList list) => Assert.Single(_board.Top(list, TalkerOrder.Messages, 10)).Messages;
}
