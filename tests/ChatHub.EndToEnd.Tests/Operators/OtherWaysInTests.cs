using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Operators;

/// <summary>Sign-in without a password: by a passkey of the browser, and by an OpenID Connect provider.</summary>
public sealed class OtherWaysInTests(PublishedBuild build, BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Passkey_IsMadeOnTheAccount_SignsInAndIsRemoved()
    {
        await using var server = await build.StartServerAsync();
        var bare = await OpenAsync(server.DashboardUrl + "/account");
        await Assertions.Expect(bare.Page.GetByTestId("passkeys-cannot")).ToBeVisibleAsync();
        await Assertions.Expect(bare.Page.GetByTestId("passkey-add")).ToBeHiddenAsync();

        var url = $"http://localhost:{new Uri(server.DashboardUrl).Port}"; // by a name: browsers have no passkeys for a bare address
        var visit = await OpenAsync(url);
        var page = visit.Page;
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        await page.GetByTestId("sign-in-name").FillAsync(OperatorSignIn.Name);
        await page.GetByTestId("sign-in-password").FillAsync(OperatorSignIn.Password);
        await page.GetByTestId("sign-in-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("send-text")).ToBeVisibleAsync();

        await page.GotoAsync(url + "/account");
        await page.GetByTestId("passkey-name").FillAsync("laptop");
        await page.GetByTestId("passkey-present").FillAsync(OperatorSignIn.Password);
        await page.GetByTestId("passkey-add-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-done")).ToHaveTextAsync("The passkey is added. It signs you in from now on.");
        await Assertions.Expect(page.GetByTestId("passkey")).ToContainTextAsync("laptop");
        await page.GetByTestId("passkey-change").ClickAsync();
        var found = (await Axe.LookAsync(page, "account with a passkey")).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));

        await page.GetByTestId("sign-out-go").ClickAsync();
        await page.GetByTestId("sign-in-passkey-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("send-text")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("account")).ToContainTextAsync(OperatorSignIn.Name);

        await page.GotoAsync(url + "/account");
        await page.GetByTestId("passkey-change").ClickAsync();
        await page.GetByTestId("passkey-remove-present").FillAsync(OperatorSignIn.Password);
        await page.GetByTestId("passkey-remove-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-done")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("passkey")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task OpenId_ProviderGivesARoleOrNone_LetsInWithItOrSaysWhyNot()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await build.StartServerAsync(provider.Settings().ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value!));
        OperatorSignIn.Forget(server.DashboardUrl); // this browser signs in by itself
        var rita = await OpenAsync(server.DashboardUrl + "/messages");
        rita.MayGoTo = new Uri(provider.Authority).Authority;
        await rita.Page.GetByTestId("sign-in-open-id").ClickAsync();
        await Assertions.Expect(rita.Page.GetByTestId("account")).ToContainTextAsync("rita");
        Assert.Equal("/messages", new Uri(rita.Page.Url).AbsolutePath);
        await rita.Page.GotoAsync(server.DashboardUrl);
        await Assertions.Expect(rita.Page.GetByTestId("send-text")).ToBeVisibleAsync(); // an operator, and no administrator
        await Assertions.Expect(rita.Page.GetByTestId("page-operators")).ToHaveCountAsync(0);

        provider.Claims["sub"] = "1002";
        provider.Claims["roles"] = "staff";
        var other = await OpenAsync(server.DashboardUrl);
        other.MayGoTo = rita.MayGoTo;
        await other.Page.GetByTestId("sign-in-open-id").ClickAsync();
        await Assertions.Expect(other.Page.GetByTestId("form-error")).ToHaveTextAsync("Example gives you no role in ChatHub. Ask whoever administrates it.");
        await Assertions.Expect(other.Page.GetByTestId("sign-in-open-id")).ToBeVisibleAsync();
        other.ForgetStatus(403);
        await rita.Page.GotoAsync("about:blank"); // the server ends before the page
    }
}
