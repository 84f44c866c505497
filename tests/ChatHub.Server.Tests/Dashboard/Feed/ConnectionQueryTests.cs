using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Feed;

public sealed class ConnectionQueryTests
{
    private static readonly ConnectionSnapshot[] s_rows =
    [
        Sample.Row(10, "小明", "192.0.2.9:5000", "relay", messagesIn: 5, connectedSeconds: 10, idleSeconds: 1),
        Sample.Row(2, "anna", "192.0.2.80:5000", "chat", messagesIn: 5, connectedSeconds: 300, idleSeconds: 300),
        Sample.Row(9, "guest-10", "198.51.100.4:5000", "chat", messagesIn: 50, backlog: 9, connectedSeconds: 20, idleSeconds: 2),
        Sample.Row(3, "Guest-9", "198.51.100.3:5000", "chat", messagesIn: 1, connectedSeconds: 200, idleSeconds: 3),
    ];

    [Theory]
    [InlineData(ConnectionColumn.Id, false, "2 3 9 10")]
    [InlineData(ConnectionColumn.Id, true, "10 9 3 2")]
    [InlineData(ConnectionColumn.Name, false, "2 3 9 10")]
    [InlineData(ConnectionColumn.Remote, false, "10 2 3 9")]
    [InlineData(ConnectionColumn.Listener, false, "2 3 9 10")]
    [InlineData(ConnectionColumn.Connected, true, "2 3 9 10")]
    [InlineData(ConnectionColumn.Idle, false, "10 9 3 2")]
    [InlineData(ConnectionColumn.MessagesIn, true, "9 2 10 3")]
    [InlineData(ConnectionColumn.BytesIn, false, "3 2 10 9")]
    [InlineData(ConnectionColumn.Backlog, true, "9 2 3 10")]
    public void Apply_Column_SortsAndBreaksTiesByNumber(ConnectionColumn column, bool descending, string expected) =>
        Assert.Equal(expected, Ids(new ConnectionQuery("", column, descending)));

    [Theory]
    [InlineData("", "2 3 9 10")]
    [InlineData("GUEST", "3 9")]
    [InlineData("小", "10")]
    [InlineData("192.0.2", "2 10")]
    [InlineData("relay 192", "10")]
    [InlineData("relay 198", "")]
    [InlineData("#9", "9")]
    [InlineData("lobby", "2 3 9 10")]
    [InlineData("  anna  ", "2")]
    [InlineData("listener:relay", "10")]
    [InlineData("listener:rel", "")]
    [InlineData("-listener:relay guest", "3 9")]
    [InlineData("name:guest", "3 9")]
    [InlineData("name=guest-9", "3")]
    [InlineData("address:192.0.2.9", "10")]
    [InlineData("remote:192.0.2.", "2 10")]
    [InlineData("192.0.2.9:5000", "10")]
    [InlineData("idle>60", "2")]
    [InlineData("idle>=5m", "2")]
    [InlineData("idle<3", "9 10")]
    [InlineData("connected>1m connected<250s", "3")]
    [InlineData("in=5", "2 10")]
    [InlineData("bytesin>0.4KB", "9")]
    [InlineData("backlog>0 in>10", "9")]
    [InlineData("id>9", "10")]
    [InlineData("state:open room:lobby", "2 3 9 10")]
    [InlineData("unsent>0", "")]
    [InlineData("idle> name: ", "2 3 9 10")]
    [InlineData("name:\"guest-9\"", "3")]
    [InlineData("-anna -guest", "10")]
    public void Apply_Filter_KeepsRowsWithAllWords(string filter, string expected) => Assert.Equal(expected, Ids(new ConnectionQuery(filter)));

    [Theory]
    [InlineData("is:muted", "1 3")]
    [InlineData("is:throttled", "2 3")]
    [InlineData("is:throttled is:muted", "3")]
    [InlineData("-is:throttled", "1 4")]
    [InlineData("state:handshaking", "4")]
    public void Apply_Signs_KeepsThoseThatCarryThem(string filter, string expected)
    {
        var until = Sample.Noon.AddMinutes(5);
        ConnectionSnapshot[] rows =
        [
            Sample.Row(1) with { MutedUntil = until }, Sample.Row(2) with { ThrottledUntil = until }, Sample.Row(3) with { MutedUntil = until, ThrottledUntil = until },
            Sample.Row(4) with { State = ConnectionState.Handshaking },
        ];

        Assert.Equal(expected, string.Join(' ', new ConnectionQuery(filter).Apply(new ConnectionList(rows, Sample.Noon)).Select(row => row.Id)));
    }

    [Theory]
    [InlineData("gb18030", "1")]
    [InlineData("\"tls 1.3\"", "2")]
    [InlineData("handshaking", "2")]
    [InlineData("正在握手", "2")]
    [InlineData("hand", "")] // a part of a state is none: "en" would find all that are open
    [InlineData("en", "")]
    [InlineData("kicked", "3")]
    [InlineData("network", "4")]
    [InlineData("spam", "3")]
    [InlineData("mia", "3")]
    public void Apply_Word_LooksThroughAllColumns(string filter, string expected)
    {
        ConnectionSnapshot[] rows =
        [
            Sample.Row(1) with { Encoding = "gb18030" },
            Sample.Row(2) with { Tls = "TLS 1.3", State = ConnectionState.Handshaking },
            Sample.Row(3) with { State = ConnectionState.Closed, Reason = DisconnectReason.Kicked, ClosedBy = "mia", ClosedWhy = "spam" },
            Sample.Row(4) with { State = ConnectionState.Closed, Reason = DisconnectReason.TransportError },
        ];

        Assert.Equal(expected, string.Join(' ', new ConnectionQuery(filter).Apply(new ConnectionList(rows, Sample.Noon)).Select(row => row.Id)));
    }

    [Fact]
    public void Select_SameQueryTwice_AnswersOnceForAllViewers()
    {
        var list = new ConnectionList(s_rows, Sample.Noon);

        Assert.Same(list.Select(new ConnectionQuery("guest")), list.Select(new ConnectionQuery("guest")));
        Assert.NotSame(list.Select(new ConnectionQuery("guest")), list.Select(new ConnectionQuery("anna")));
    }

    private static string Ids(ConnectionQuery query) => string.Join(' ', query.Apply(new ConnectionList(s_rows, Sample.Noon)).Select(row => row.Id));
}
