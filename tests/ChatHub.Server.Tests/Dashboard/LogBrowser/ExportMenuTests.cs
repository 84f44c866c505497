using Bunit;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class ExportMenuTests : DashboardTest
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Export_Started_DownloadsTheFilterAndTellsHowFarItIs()
    {
        var menu = Open("q=pump&kind=text");
        await menu.Find(Test("export-csv")).ClickAsync(new());
        var (url, ticket) = Started();
        Assert.Equal($"api/v1/messages/export?format=csv&q=pump&kind=text&ticket={ticket.Id}", url);
        Assert.True(menu.Find(Test("export-txt")).HasAttribute("disabled"));

        Assert.True(ticket.TryBegin());
        ticket.Report(12_345);
        Time.Advance(s_look);
        menu.WaitForAssertion(() => Assert.Equal("Exporting: 12,345…", menu.Find(Test("export-state")).TextContent));
        ticket.Report(20_000);
        ticket.End(ExportState.Done);
        Time.Advance(s_look);
        menu.WaitForAssertion(() => Assert.Equal("20,000 messages exported", menu.Find(Test("export-state")).TextContent));
        Assert.Empty(menu.FindAll(Test("export-cancel")));
    }

    [Fact]
    public async Task Export_GivenUp_TellsTheEndpoint()
    {
        var menu = Open("");
        await menu.Find(Test("export-jsonl")).ClickAsync(new());
        var (url, ticket) = Started();
        Assert.Equal($"api/v1/messages/export?format=jsonl&ticket={ticket.Id}", url);
        ticket.TryBegin();
        ticket.Report(7);
        await menu.Find(Test("export-cancel")).ClickAsync(new());

        Assert.True(ticket.Cancelled.IsCancellationRequested);
        Assert.Equal("Given up after 7", menu.Find(Test("export-state")).TextContent);
        Assert.False(menu.Find(Test("export-jsonl")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Export_NeverAskedFor_IsGivenUpByItself()
    {
        var menu = Open("");
        await menu.Find(Test("export-txt")).ClickAsync(new());
        Time.Advance(TimeSpan.FromSeconds(21));

        menu.WaitForAssertion(() => Assert.StartsWith("The export failed", menu.Find(Test("export-state")).TextContent, StringComparison.Ordinal));
        Assert.False(menu.Find(Test("export-txt")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Menu_Left_ForgetsTheTicket()
    {
        var menu = Open("");
        await menu.Find(Test("export-txt")).ClickAsync(new());
        var (_, ticket) = Started();
        await DisposeComponentsAsync();

        Assert.Null(Services.GetRequiredService<ExportTickets>().Find(ticket.Id));
    }

    private (string Url, ExportTicket Ticket) Started()
    {
        var url = (string)Browser.Invocations.Single(call => call.Identifier == "download").Arguments[0]!;
        return (url, Services.GetRequiredService<ExportTickets>().Find(url.Split("ticket=")[1])!);
    }

    private IRenderedComponent<ExportMenu> Open(string filter) => Render<ExportMenu>(parameters => parameters.Add(menu => menu.Filter, filter));
}
