using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>The code of an authenticator app.</summary>
public sealed class SecondFactorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondFactor_NotAskedFor_HasNoSecret()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        Assert.DoesNotContain("second-factor-secret", await visitor.Client.GetStringAsync(new Uri("/account", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(await SecretAsync());

        Assert.Contains("second-factor-secret", await visitor.Client.GetStringAsync(new Uri("/account?factor", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotNull(await SecretAsync());

        Task<string?> SecretAsync() => server.Accounts.UseAsync(async users => await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync("viewer"))!));
    }

    [Fact]
    public async Task SecondFactor_ShownAgainLater_HasAnotherSecretUntilAFormWithItFails()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var seen = await ShownAsync(await visitor.GetAsync("/account?factor"));
        Assert.Equal(seen, await ShownAsync(await visitor.GetAsync("/account?factor"))); // the page was loaded again while the app was open
        server.Time.Advance(SecondFactor.ShownFor + TimeSpan.FromSeconds(1));
        var own = await ShownAsync(await visitor.GetAsync("/account?factor"));
        Assert.NotEqual(seen, own);

        var token = await visitor.TokenAsync("/account");
        Assert.Equal(own, await ShownAsync(await SwitchOnAsync(Totp.Now(seen))));
        using var right = await SwitchOnAsync(Totp.Now(own));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);

        Task<HttpResponseMessage> SwitchOnAsync(string code) =>
            visitor.PostBareAsync("/account/second-factor", ("__RequestVerificationToken", token), ("on", "true"), ("present", WebServer.Password), ("code", code));

        static async Task<string> ShownAsync(HttpResponseMessage answer)
        {
            using (answer)
            {
                return System.Text.RegularExpressions.Regex.Match(await answer.Content.ReadAsStringAsync(Stop), "data-testid=\"second-factor-secret\">([A-Z2-7]+)<").Groups[1].Value;
            }
        }
    }

    [Fact]
    public async Task SecondFactor_IsOn_AsksForACodeThatIsGoodOnce()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var secret = await server.App.Services.GetRequiredService<SecondFactor>().SecretAsync("viewer", "session");
        using (var on = await visitor.PostAsync("/account", "/account/second-factor", ("on", "true"), ("present", WebServer.Password), ("code", Totp.Now(secret))))
        {
            Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        }

        using var other = server.Visit();
        using var first = await other.SignInAsync("viewer", WebServer.Password);
        var pending = System.Text.RegularExpressions.Regex.Match(await first.Content.ReadAsStringAsync(Stop), "name=\"pending\" value=\"([^\"]*)\"").Groups[1].Value;
        Assert.NotEmpty(pending);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(other, "/")); // not in yet

        using (var replayed = await other.PostAsync("/sign-in", "/sign-in", ("pending", pending), ("code", Totp.Now(secret))))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode); // that code switched it on
        }

        using var fresh = await other.PostAsync("/sign-in", "/sign-in", ("pending", pending), ("code", Totp.Now(secret, steps: 1)));
        Assert.Equal(HttpStatusCode.Found, fresh.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/"));
    }

    [Fact]
    public async Task SecondFactor_PasswordIsChangedBeforeTheCode_StartsOver()
    {
        await using var server = await WebServer.StartAsync();
        var secret = await server.App.Services.GetRequiredService<SecondFactor>().SecretAsync("viewer", "session");
        await server.Accounts.UseAsync(async users => await users.SetTwoFactorEnabledAsync((await users.FindByNameAsync("viewer"))!, true));
        using var thief = server.Visit();
        using var first = await thief.SignInAsync("viewer", WebServer.Password);
        var pending = System.Text.RegularExpressions.Regex.Match(await first.Content.ReadAsStringAsync(Stop), "name=\"pending\" value=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(AccountProblem.None, await server.Accounts.ChangePasswordAsync("viewer", WebServer.Password, "another good password", null));

        using var second = await thief.PostAsync("/sign-in", "/sign-in", ("pending", pending), ("code", Totp.Now(secret)));

        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.Contains("data-testid=\"sign-in-password\"", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Null(thief.Cookies["chathub.session"]);
    }

    private static async Task<HttpStatusCode> StatusAsync(WebServer.Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
