using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Operators;

public sealed class SignInTests(PublishedBuild build, BrowserFixture browser) : BrowserTest(browser)
{
    private const string Password = "nine slow harbours";

    [Fact]
    public async Task FirstStart_LinkOfTheConsole_MakesTheFirstAdministrator()
    {
        await using var server = await build.LaunchServerAsync(hasOperator: false);
        await server.WaitUntilReadyAsync();
        await server.SaysAsync("/set-up?token=");
        var before = await OpenAsync(server.DashboardUrl);
        await Assertions.Expect(before.Page.GetByTestId("set-up-where")).ToBeVisibleAsync();
        var link = Assert.Single(server.Output, line => line.Contains("/set-up?token=", StringComparison.Ordinal)).Trim();

        await before.Page.GotoAsync(link);
        var found = (await Axe.LookAsync(before.Page, "set-up")).ToList();
        await before.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(before.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        found.AddRange(await Axe.LookAsync(before.Page, "set-up, dark"));
        Assert.True(found.Count == 0, string.Join('\n', found));
        await before.Page.GetByTestId("set-up-name").FillAsync("mia");
        await before.Page.GetByTestId("set-up-password").FillAsync(Password);
        await before.Page.GetByTestId("set-up-again").FillAsync(Password);
        await before.Page.GetByTestId("set-up-go").ClickAsync();
        await Assertions.Expect(before.Page.GetByTestId("send-text")).ToBeVisibleAsync();
        await Assertions.Expect(before.Page.GetByTestId("account")).ToContainTextAsync("mia");

        var other = await OpenAsync(link);
        await Assertions.Expect(other.Page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await before.Page.GotoAsync("about:blank"); // the server ends before the page
    }

    [Fact]
    public async Task Tab_RightsAreTakenAtTheShell_IsSignedOutWithin30Seconds()
    {
        await using var server = await build.StartServerAsync();
        OperatorSignIn.Forget(server.DashboardUrl); // this browser signs in by itself
        await build.RunAsync(server.DataDirectory, Password, "--create-operator", "olga", "--role", "Viewer");
        var tab = await OpenAsync(server.DashboardUrl + "/messages");
        await tab.Page.GetByTestId("sign-in-name").FillAsync("olga");
        await tab.Page.GetByTestId("sign-in-password").FillAsync(Password);
        await tab.Page.GetByTestId("sign-in-go").ClickAsync();
        await Assertions.Expect(tab.Page.GetByTestId("page-listeners")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByTestId("page-operators")).ToHaveCountAsync(0);
        await tab.Page.GotoAsync(server.DashboardUrl);
        await Assertions.Expect(tab.Page.GetByTestId("listener-row").First).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByTestId("send-text")).ToHaveCountAsync(0);

        await build.RunAsync(server.DataDirectory, "another of nine harbours", "--reset-operator", "olga");

        await Assertions.Expect(tab.Page.GetByTestId("sign-in")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
