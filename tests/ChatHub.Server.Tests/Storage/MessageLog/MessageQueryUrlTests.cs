using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog;

public sealed class MessageQueryUrlTests
{
    private static readonly DateTimeOffset s_from = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Write_EveryFilter_ReadsBackTheSame()
    {
        var query = new MessageQuery
        {
            Text = "\"good & morning\" 你好 hel* 100%+#",
            Room = "a room/&?=",
            Listener = "relay",
            Connection = 42,
            Sender = "小明 + co",
            Remote = "[::1]:5000",
            Kinds = [MessageKind.Text, MessageKind.System],
            From = s_from,
            To = s_from.AddTicks(1_234_567),
        };

        var (read, problems) = Read(MessageQueryUrl.Write(query));

        Assert.Empty(problems);
        Assert.Equal(query.Kinds, read.Kinds);
        Assert.Equal(query with { Kinds = null }, read with { Kinds = null });
    }

    [Fact]
    public void Write_AllEntries_IsEmpty() => Assert.Equal("", MessageQueryUrl.Write(MessageQuery.All));

    [Fact]
    public void Read_EmptyValuesAndOtherParameters_AreNoFilters()
    {
        var (read, problems) = Read("q=&room=&kind=&from=&at=77&q2=x");
        Assert.Empty(problems);
        Assert.Equal(MessageQuery.All, read);
    }

    [Theory]
    [InlineData("from=2026-11-23T08:30:00Z")]
    [InlineData("from=2026-11-23T08:30")]
    [InlineData("from=2026-11-23T16:30:00%2B08:00")]
    [InlineData("from=2026-11-23T16:30:00+08:00")]
    [InlineData("from=2026-11-23T03:30:00.000-05:00")]
    public void Read_Time_IsTakenInItsOffset(string address) => Assert.Equal(s_from, Read(address).Query.From);

    [Theory]
    [InlineData("kind=text,system")]
    [InlineData("kind=System&kind=TEXT")]
    [InlineData("kind=system,text,,text")]
    public void Read_Kinds_AreListedOrRepeated(string address) => Assert.Equal([MessageKind.Text, MessageKind.System], Read(address).Query.Kinds);

    [Theory]
    [InlineData("connection=abc", "connection", "a number")]
    [InlineData("connection=-1", "connection", "number")]
    [InlineData("kind=texts", "kind", "text, emote, private, server, system")]
    [InlineData("kind=1", "kind", "text, emote")]
    [InlineData("from=yesterday", "from", "2026-11-23")]
    [InlineData("to=2026-13-01", "to", "2026-11-23")]
    [InlineData("from=2026-11-24&to=2026-11-23", "to", "after from")]
    [InlineData("q=!!!", "q", "no letter")]
    [InlineData("room=a&room=b", "room", "once")]
    public void Read_WrongValue_IsNamedWithWhatIsAllowed(string address, string field, string allowed)
    {
        var problem = Assert.Single(Read(address).Problems);
        Assert.Equal(field, problem.Field);
        Assert.StartsWith(field, problem.Detail, StringComparison.Ordinal);
        Assert.Contains(allowed.Split(' ')[^1], problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLong_IsAProblem()
    {
        Assert.Equal("q", Assert.Single(Read("q=" + new string('x', 201)).Problems).Field);
        Assert.Equal("sender", Assert.Single(Read("sender=" + new string('x', 257)).Problems).Field);
    }

    private static (MessageQuery Query, List<QueryProblem> Problems) Read(string address)
    {
        var problems = new List<QueryProblem>();
        return (MessageQueryUrl.Read(QueryHelpers.ParseQuery(address), problems), problems);
    }
}
