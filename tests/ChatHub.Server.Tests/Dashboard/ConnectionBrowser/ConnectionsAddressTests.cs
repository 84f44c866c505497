using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Dashboard.Feed;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.ConnectionBrowser;

public sealed class ConnectionsAddressTests
{
    [Theory]
    [InlineData("connections")]
    [InlineData("connections?q=listener%3Arelay%20idle%3E5m")]
    [InlineData("connections?lagging=true&group=address&sort=-backlog&columns=name,idle,id&open=7")]
    [InlineData("connections?state=closed&q=reason%3Akicked&sort=lifetime&columns=by,reason")]
    public void Parse_OfWhatWasWritten_IsTheSame(string address) => Assert.Equal(address, ConnectionsAddress.Parse("http://localhost/" + address).ToString());

    [Theory]
    [InlineData("connections?sort=nothing&columns=,what,&open=-1&lagging=yes&group=x&state=y", "connections")]
    [InlineData("connections?sort=roundtrip", "connections")]
    [InlineData("connections?state=closed&lagging=true&group=address&columns=idle,by,by", "connections?state=closed&columns=by")]
    [InlineData("connections?q=%20%20", "connections")]
    public void Parse_WhatItDoesNotUnderstand_IsLeftOut(string address, string expected) => Assert.Equal(expected, ConnectionsAddress.Parse("http://localhost/" + address).ToString());

    [Fact]
    public void Parse_FilterThatIsFarTooLong_IsNone() => Assert.Equal("", ConnectionsAddress.Parse("http://localhost/connections?q=" + new string('x', 201)).Query.Filter);

    [Fact]
    public void Fields_All_HaveAKeyOfTheirOwnAndFindThemselves()
    {
        var all = Enum.GetValues<ConnectionColumn>().Select(ConnectionField.Of).ToArray();

        Assert.All(all, field => Assert.Same(field, ConnectionField.Find(field.Key())));
        Assert.Equal(all.Length, all.Select(field => field.Key()).Distinct().Count());
        Assert.Empty(ConnectionField.All(true).Intersect([ConnectionField.Of(ConnectionColumn.Idle)]));
    }
}
