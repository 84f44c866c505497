using System.Net;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Operators;

/// <summary>An administrator's work: accounts, keys and the audit of both.</summary>
public sealed class OperatorsPageTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    [Theory]
    [InlineData("en-US", "the last administrator", "7 days")]
    [InlineData("zh-CN", "最后一个", "7 天")]
    public async Task AccountAndKey_MadeChangedAndTakenBack_StandInTheAudit(string locale, string refused, string day)
    {
        await StartServerAsync();
        var page = await OpenPageAsync("operators", new() { Locale = locale });
        var own = Account(page, "operator1").GetByTestId("operator-role");
        await own.SelectOptionAsync("Viewer");
        await Assertions.Expect(page.Get("operators-problem")).ToContainTextAsync(refused);
        await Assertions.Expect(own).ToHaveValueAsync("Administrator");

        await page.Get("operator-name").FillAsync("olga");
        await page.Get("operator-password").FillAsync("nine slow harbours");
        await page.Get("operator-new-role").SelectOptionAsync("Viewer");
        await page.Get("operator-create").ClickAsync();
        await Account(page, "olga").GetByTestId("operator-role").SelectOptionAsync("Operator");
        await Assertions.Expect(page.Get("operators-problem")).ToHaveCountAsync(0);

        await page.Get("key-name").FillAsync("probe");
        await page.Get("key-role").SelectOptionAsync("Viewer");
        await page.Get("key-days").SelectOptionAsync(new SelectOptionValue { Label = day });
        await page.Get("key-create").ClickAsync();
        var key = await page.Get("key-value").InnerTextAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
        await page.Get("key-noted").ClickAsync();
        await Assertions.Expect(page.Get("key-value")).ToHaveCountAsync(0);
        await page.Get("key-revoke").ClickAsync();
        await page.ConfirmAsync();
        await Assertions.Expect(page.Get("key-revoke")).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));

        await Account(page, "olga").GetByTestId("operator-remove").ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("olga");
        await page.ConfirmAsync();
        await Assertions.Expect(Account(page, "olga")).ToHaveCountAsync(0);

        await page.Get("page-audit").ClickAsync();
        await page.Get("audit-filter").FillAsync("olga");
        await Assertions.Expect(page.Get("audit-row")).ToHaveCountAsync(3);
        await page.Get("audit-filter").FillAsync("");
        await page.Get("audit-outcome").SelectOptionAsync("Refused");
        await page.ExpectAddressAsync("outcome=");
        await Assertions.Expect(page.Get("audit-row").Filter(new() { HasText = "operator1" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Get("audit-row").And(page.Page.Locator("[data-outcome='Done']"))).ToHaveCountAsync(0);
    }

    private static ILocator Account(PageScreen page, string name) => page.Page.Locator($"[data-testid='operator-row'][data-name='{name}']");

    private async Task<HttpStatusCode> AskAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.DashboardUrl + "/api/v1/status");
        request.Headers.Authorization = new("Bearer", key);
        using var client = new HttpClient();
        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
