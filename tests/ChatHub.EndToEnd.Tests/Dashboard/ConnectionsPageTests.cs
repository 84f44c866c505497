using System.Text;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>The page of connections, as operators use it.</summary>
public sealed class ConnectionsPageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private const int Crowd = 40;

    [Fact]
    public async Task View_FilteredSortedAndWithOtherColumns_IsTheSameForWhoGetsItsAddress()
    {
        await StartServerAsync();
        await Visitors.RelayAsync("小明");
        await Visitors.ChatAsync("Tom");
        await Visitors.ChatAsync("Ann");
        var page = await OpenConnectionsAsync();
        await page.ExpectNamesAsync("小明", "Tom", "Ann");

        await page.Get("connections-filter").FillAsync("listener:chat");
        await page.Get("sort-name").ClickAsync();
        await page.Get("columns").ClickAsync();
        await page.Get("column-idle").UncheckAsync();
        await page.ExpectNamesAsync("Ann", "Tom");
        await page.ExpectAddressAsync("columns=");

        var other = await OpenPageAsync(page.Address.TrimStart('/'));
        await other.ExpectNamesAsync("Ann", "Tom");
        await Assertions.Expect(other.Get("sort-idle")).ToHaveCountAsync(0);
        await Assertions.Expect(other.Get("connections-filter")).ToHaveValueAsync("listener:chat");

        // What columns somebody wants is kept by that browser.
        await page.Page.GotoAsync($"{Server.DashboardUrl}/connections");
        await page.ExpectNamesAsync("小明", "Tom", "Ann");
        await Assertions.Expect(page.Get("sort-idle")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Get("sort-name")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task View_GroupedByAddress_UnfoldsAndSelectsAllOfOne()
    {
        await StartServerAsync();
        await Visitors.ChatAsync("Tom");
        await Visitors.ChatAsync("Ann");
        var page = await OpenConnectionsAsync();
        await page.ExpectNamesAsync("Tom", "Ann");

        await page.Get("grouped").ClickAsync();
        await Assertions.Expect(page.Get("group-row")).ToHaveAttributeAsync("data-address", "127.0.0.1");
        await page.Get("select-group").CheckAsync();
        await Assertions.Expect(page.Get("clear-selection")).ToContainTextAsync("2");
        await page.Get("expand").ClickAsync();
        await page.ExpectNamesAsync("Tom", "Ann");
        await page.ExpectAddressAsync("group=address");
    }

    [Theory]
    [InlineData("en-US", "Saved")]
    [InlineData("zh-CN", "已保存")]
    public async Task Detail_RenamedAndNoted_TheClientKnowsAndTheNoteIsThereAfterARestart(string locale, string saved)
    {
        var server = await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var page = await OpenConnectionsAsync(locale);
        await page.OpenAsync("Tom");

        await page.Get("pane-rename").Locator("summary").ClickAsync();
        await page.Get("pane-name").FillAsync("Lathe");
        await page.Get("pane-rename-go").ClickAsync();
        await tom.ReadUntilAsync("an operator changed your name: you are now Lathe");
        await Assertions.Expect(page.Row("Lathe")).ToBeVisibleAsync();

        await page.Get("note-alias").FillAsync("车间 3");
        await page.Get("note-text").FillAsync("do not disconnect");
        await page.Get("note-save").ClickAsync();
        await Assertions.Expect(page.Get("note-outcome")).ToContainTextAsync(saved);

        await server.RestartAsync();
        await Visitors.ChatAsync("Ann");
        var later = await OpenConnectionsAsync(locale);
        await Assertions.Expect(later.Row("Ann")).ToContainTextAsync("车间 3");
        await later.OpenAsync("Ann");
        await Assertions.Expect(later.Get("note-text")).ToHaveValueAsync("do not disconnect");
        page.Behind.ForgetLostConnections();
    }

    [Theory]
    [InlineData("en-US", "by an operator: be kind")]
    [InlineData("zh-CN", "be kind")]
    public async Task Detail_MutedAndKickedWithWords_TheClientReadsThemAndTheClosedTabSaysWho(string locale, string reason)
    {
        await StartServerAsync();
        var tom = await Visitors.ChatAsync("Tom");
        var ann = await Visitors.ChatAsync("Ann");
        var page = await OpenConnectionsAsync(locale);
        await page.OpenAsync("Tom");

        await page.Get("pane-mute").ClickAsync();
        await page.ConfirmAsync();
        await Assertions.Expect(page.Get("pane-unmute")).ToBeVisibleAsync();
        await Assertions.Expect(page.Row("Tom").GetByTestId("row-tag")).ToBeVisibleAsync();
        await tom.SendAsync("nobody hears this\n");
        await tom.ReadUntilAsync("an operator muted you");
        await page.Get("pane-unmute").ClickAsync();
        await Assertions.Expect(page.Get("pane-mute")).ToBeVisibleAsync();
        await tom.SendAsync("this they do\n");
        Assert.DoesNotContain("nobody hears", await ann.ReadUntilAsync("Tom: this they do\n"), StringComparison.Ordinal);

        await page.Get("pane-disconnect").ClickAsync();
        await Assertions.Expect(page.Get("bulk-text")).ToBeFocusedAsync(); // a dialog takes the focus a moment after it is there
        await page.Get("bulk-text").FillAsync("be kind");
        await page.ConfirmAsync();
        Assert.EndsWith("[server] an operator ended your connection: be kind\n", Encoding.UTF8.GetString(await tom.ReadToEndAsync()), StringComparison.Ordinal);
        await Assertions.Expect(page.Get("pane-closing").Or(page.Get("pane-ended"))).ToContainTextAsync("be kind"); // it says so before the client has closed its side
        tom.Dispose();
        await Assertions.Expect(page.Get("pane-ended")).ToContainTextAsync("be kind");
        await page.Get("tab-closed").ClickAsync();
        await Assertions.Expect(page.Row("Tom")).ToContainTextAsync(reason);
        await Assertions.Expect(page.Row("Tom")).ToContainTextAsync("operator");
    }

    [Fact]
    public async Task Detail_OtherEncoding_IsReadAndWrittenInItAndADraftOutlivesThePage()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var chinese = Encoding.GetEncoding("gb18030");
        await StartServerAsync();
        var old = await Visitors.RelayAsync("old");
        var page = await OpenConnectionsAsync();
        await page.OpenAsync("old");
        await page.Get("pane-encoding").Locator("summary").ClickAsync();
        await page.Get("pane-encoding-name").FillAsync("klingon");
        await page.Get("pane-encoding-go").ClickAsync();
        await Assertions.Expect(page.Get("pane-done")).ToContainTextAsync("“klingon” is no encoding");

        await page.Get("pane-encoding-name").FillAsync("gb18030");
        await page.Get("pane-encoding-go").ClickAsync();
        await Assertions.Expect(page.Get("pane-done")).ToHaveTextAsync("Read and written as gb18030 from now on.");
        await old.SendAsync("温度 21\n", chinese);
        await Assertions.Expect(page.Pane).ToContainTextAsync("温度 21");
        await page.Get("pane-text").FillAsync("好的");
        await page.Get("pane-send").ClickAsync();
        await old.ReadUntilAsync(chinese.GetBytes("好的"));

        await page.Get("pane-more").ClickAsync();
        await page.Get("pane-as-hex").ClickAsync();
        await Assertions.Expect(page.Get("pane-as-hex")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Get("pane-text").FillAsync("6f 6b");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Get("pane-text")).ToHaveValueAsync("6f 6b");
        await Assertions.Expect(page.Get("pane-options")).ToBeVisibleAsync(); // bytes as before, not their digits
        await page.Get("pane-send").ClickAsync();
        await old.ReadUntilAsync("ok"u8.ToArray());
    }

    [Fact]
    public async Task Bulk_DisconnectInTheMiddleStopped_LeavesTheRest()
    {
        var server = await StartServerAsync();
        for (var i = 0; i < Crowd; i++)
        {
            await Visitors.ConnectAsync(server.RelayPort);
        }

        await Visitors.ChatAsync("Tom");
        var page = await OpenConnectionsAsync();
        await page.Get("connections-filter").FillAsync("listener:relay");
        await Assertions.Expect(page.Get("connections-count")).ToContainTextAsync($"{Crowd}");
        await page.Get("act-on-all").ClickAsync();
        await page.Get("all-disconnect").ClickAsync();
        await Assertions.Expect(page.Get("bulk")).ToContainTextAsync($"{Crowd}");
        await Assertions.Expect(page.Get("bulk-text")).ToBeFocusedAsync();
        await page.Get("bulk-pace").FillAsync("1");
        await page.Get("bulk-pace").PressAsync("Tab");
        await Assertions.Expect(page.Get("bulk-pace")).ToHaveValueAsync("1");
        await page.ConfirmAsync();

        await Assertions.Expect(page.Get("job")).ToHaveAttributeAsync("data-state", "Running");
        await Assertions.Expect(page.Get("job").Locator("progress")).Not.ToHaveAttributeAsync("value", "0");
        await page.Get("job-stop").ClickAsync();
        await Assertions.Expect(page.Get("job")).ToHaveAttributeAsync("data-state", "Stopped");
        await page.Get("connections-filter").FillAsync("state:open listener:relay");
        await page.Page.WaitForFunctionAsync( // the one that was under way is counted a moment later
            "crowd => document.querySelector('[data-testid=connections-count]').textContent.includes(`${crowd - Number(document.querySelector('[data-testid=job] progress').getAttribute('value'))}`)", Crowd);
        Assert.InRange(int.Parse(await page.Get("job").Locator("progress").GetAttributeAsync("value") ?? "", System.Globalization.CultureInfo.InvariantCulture), 1, Crowd - 1);
    }

    [Theory]
    [InlineData("connections")]
    [InlineData("connections?open=1")]
    public async Task Table_ColumnsAtFirst_FitIntoAUsualScreen(string address)
    {
        await StartServerAsync();
        await Visitors.ChatAsync("Tom");
        var page = await OpenPageAsync(address);
        await page.WaitUntilAliveAsync("connections-page");
        await page.ExpectNamesAsync("Tom");

        Assert.Equal(0, await page.Get("connections-table").EvaluateAsync<int>("table => table.scrollWidth - table.clientWidth"));
    }

    private async Task<PageScreen> OpenConnectionsAsync(string locale = "en-US")
    {
        var page = await OpenPageAsync("connections", new() { Locale = locale });
        await page.WaitUntilAliveAsync("connections-page");
        return page;
    }
}
