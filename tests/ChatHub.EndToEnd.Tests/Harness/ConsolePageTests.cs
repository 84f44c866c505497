using ChatHub.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Harness;

public sealed class ConsolePageTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Page_BehavesWell_IsClean()
    {
        await using var server = LocalServer.Pages(new Dictionary<string, string>
        {
            ["/"] = """<title>Fine</title><button onclick="this.textContent = '好'">press</button>""",
            ["/favicon.ico"] = "",
        });
        var page = await OpenAsync(server.Url);

        await page.Page.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(page.Page.GetByText("好")).ToBeVisibleAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task Page_Misbehaves_EverythingIsNoted()
    {
        await using var server = LocalServer.Pages(new Dictionary<string, string>
        {
            ["/"] = """
                <title>Wild</title>
                <img src="http://localhost:1/spy.png">
                <script>console.error('bad news'); setTimeout(() => { document.title = 'Thrown'; throw new Error('oops'); });</script>
                """,
        });
        await using var page = await Browser.OpenAsync(server.Url);
        await Assertions.Expect(page.Page).ToHaveTitleAsync("Thrown");

        var failure = Assert.ThrowsAny<Exception>(page.AssertClean).Message;

        Assert.Contains("console: bad news", failure, StringComparison.Ordinal);
        Assert.Contains("uncaught: Error: oops", failure, StringComparison.Ordinal);
        Assert.Contains("left the host: http://localhost:1/spy.png", failure, StringComparison.Ordinal);
    }
}
