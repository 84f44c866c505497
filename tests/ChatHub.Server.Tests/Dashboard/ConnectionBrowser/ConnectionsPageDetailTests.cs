using Bunit;
using Bunit.TestDoubles;
using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.ConnectionBrowser;

/// <summary>What the detail of a connection counts by, whichever list stands beside it.</summary>
public sealed class ConnectionsPageDetailTests : DashboardTest
{
    public ConnectionsPageDetailTests()
    {
        Source.Connections = [Sample.Row(1, "Tom"), Sample.Row(2, "Ann")];
        Source.Closed = [Sample.Row(3, "Eve") with { State = ConnectionState.Closed, ClosedAt = Sample.Noon }];
    }

    [Theory]
    [InlineData("connections?open=1")]
    [InlineData("connections?state=closed&open=1")]
    public void Ban_OfAnOpenOne_SaysWhomOfTheOpenOnesItHits(string address) => Assert.Equal("192.0.2.1: ends 2 connections: Tom, Ann", Open(address).Find(Test("ban-whom")).TextContent);

    [Theory]
    [InlineData("connections?open=3")]
    [InlineData("connections?state=closed&open=3")]
    public void Address_OfAClosedOne_CountsTheClosed(string address) => Assert.Contains("1", Open(address).Find(Test("pane-address")).TextContent, StringComparison.Ordinal);

    private IRenderedComponent<ConnectionsPage> Open(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<ConnectionsPage>();
    }
}
