using ChatHub.Chat;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class LogAddressTests
{
    [Fact]
    public void Address_EverythingSet_ReadsAsItWasWritten()
    {
        var query = new MessageQuery
        {
            Text = "\"早上 好\" hel* &=#?", Room = "lobby", Listener = "relay", Connection = 7, Sender = "小明 & co", Remote = "[::1]:51312",
            Kinds = [MessageKind.Text, MessageKind.System], From = Sample.Noon, To = Sample.Noon.AddSeconds(1),
        };
        var address = new LogAddress(query, At: 5, Open: 9);
        var read = LogAddress.Parse($"http://localhost/{address}#log");

        Assert.Equal(address.ToString(), read.ToString());
        Assert.Equal((query.Text, query.Sender, query.Remote, query.From, query.To), (read.Query.Text, read.Query.Sender, read.Query.Remote, read.Query.From, read.Query.To));
        Assert.Equal((5L, null, 9L), (read.At, read.Around, read.Open));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("messages", "messages")]
    [InlineData("messages?at=0&around=x&open=-1&what=ever", "messages")]
    [InlineData("messages?at=3&around=5", "messages?around=5")]
    public void Address_Odd_BecomesThePlainOne(string uri, string expected) => Assert.Equal(expected, LogAddress.Parse(uri).ToString());

    [Fact]
    public void Address_PartNotUnderstood_SaysWhichAndKeepsTheRest()
    {
        var address = LogAddress.Parse("messages?from=yesterday&sender=Anna");

        Assert.StartsWith("from is 'yesterday'", Assert.Single(address.Problems), StringComparison.Ordinal);
        Assert.Equal("Anna", address.Query.Sender);
    }
}
