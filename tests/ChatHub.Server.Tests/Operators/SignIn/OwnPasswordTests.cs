using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Tests.Doubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>Passwords that are changed or reset.</summary>
public sealed class OwnPasswordTests
{
    [Fact]
    public async Task Reset_PasswordCannotBeStored_LeavesTheLockAndTheSecondFactor()
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.None, await server.Accounts.LockAsync("viewer", true));
        await server.Accounts.UseAsync(async users => await users.SetTwoFactorEnabledAsync((await users.FindByNameAsync("viewer"))!, true));
        await using (var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await database.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER stop BEFORE UPDATE ON accounts WHEN NEW.PasswordHash <> OLD.PasswordHash BEGIN SELECT RAISE(ABORT, 'no room'); END", TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<DbUpdateException>(() => server.Accounts.ResetAsync("viewer", "another good password"));

        var account = (await server.Accounts.FindAsync("viewer"))!;
        Assert.Equal((true, true), (account.LockedAt is not null, account.TwoFactorEnabled));
    }

    [Fact]
    public async Task Password_OfMoreThanTheMost_IsRefusedInWords()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var pasted = string.Concat(Enumerable.Repeat("copper river 7 ", 10)); // 150
        var page = await visitor.Client.GetStringAsync(new Uri("/account", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var box in new[] { "password", "again" })
        {
            Assert.Matches($"<input name=\"{box}\" [^>]*maxlength=\"{PasswordRules.MostChecked}\"", page); // the browser lets it through, whole
        }

        using var answer = await visitor.PostAsync("/account", "/account/password", ("present", WebServer.Password), ("password", pasted), ("again", pasted));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("A password has at most 128 characters.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_IsChanged_OtherSessionsEndAndThisOneGoesOn()
    {
        await using var server = await WebServer.StartAsync();
        using var here = await server.SignInAsync(OperatorRole.Viewer);
        using var there = await server.SignInAsync(OperatorRole.Viewer);

        using var wrong = await here.PostAsync("/account", "/account/password", ("present", "no"), ("password", "another good password"), ("again", "another good password"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await here.PostAsync("/account", "/account/password", ("present", WebServer.Password), ("password", "another good password"), ("again", "another good password"));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here, "/"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(there, "/"));
    }

    private static async Task<HttpStatusCode> StatusAsync(WebServer.Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
