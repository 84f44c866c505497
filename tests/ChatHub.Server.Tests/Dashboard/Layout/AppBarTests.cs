using Bunit;
using Bunit.TestDoubles;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Layout;

public sealed class AppBarTests : DashboardTest
{
    [Fact]
    public void Bar_LogChangesItsState_ShowsASignAndTakesItAway()
    {
        var bar = Open();
        Assert.Empty(bar.FindAll(Test("log-sign")));

        Source.Log = Source.Log with { State = MessageLogState.Degraded, Fault = "The disk is full." };
        Time.Advance(TimeSpan.FromSeconds(1));
        bar.WaitForAssertion(() => Assert.Equal("Log cannot write", bar.Find(Test("log-sign")).TextContent));
        Assert.Contains("bad", bar.Find(Test("log-sign")).ClassList);

        Source.Log = Source.Log with { State = MessageLogState.Running, SetAside = "messages.db.damaged-1" };
        Time.Advance(TimeSpan.FromSeconds(1));
        bar.WaitForAssertion(() => Assert.Equal("Log was damaged", bar.Find(Test("log-sign")).TextContent));

        Source.Log = Source.Log with { SetAside = null };
        Time.Advance(TimeSpan.FromSeconds(1));
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll(Test("log-sign"))));
    }

    [Fact]
    public async Task Bar_OnAPage_NamesItAndSkipsWithinIt()
    {
        var bar = Open();
        Assert.Equal("page-console", bar.Find(".pages .active").GetAttribute("data-testid"));
        await bar.InvokeAsync(() => Services.GetRequiredService<BunitNavigationManager>().NavigateTo("messages?q=pump"));

        bar.WaitForAssertion(() => Assert.Equal("messages#log", bar.Find(".skip").GetAttribute("href")));
        Assert.Equal("page-messages", bar.Find(".pages .active").GetAttribute("data-testid"));
    }

    private IRenderedComponent<AppBar> Open()
    {
        Render<MudPopoverProvider>();
        Services.GetRequiredService<ViewerFeed>().Watch(() => { });
        return Render<AppBar>();
    }
}
