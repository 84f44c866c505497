using System.Net;
using System.Security.Cryptography;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>What operators do with their own passkeys.</summary>
public sealed class OwnPasskeysTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Passkey_IsMadeRenamedAndRemoved_AndEachIsAudited()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync(name: " <b>laptop</b> ")).Dispose();
        var passkey = Assert.Single(await PasskeysAsync(server));
        Assert.Equal("<b>laptop</b>", passkey.Name);
        Assert.Contains("<strong>&lt;b&gt;laptop&lt;/b&gt;</strong>", await visitor.ReadAsync("/account"), StringComparison.Ordinal);

        (await visitor.PostAsync("/account", "/account/passkeys/rename", ("id", passkey.Id), ("name", "desk"))).Dispose();
        Assert.Equal("desk", Assert.Single(await PasskeysAsync(server)).Name);

        using var wrong = await visitor.PostAsync("/account", "/account/passkeys/remove", ("id", passkey.Id), ("present", "no"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Single(await PasskeysAsync(server));
        using var right = await visitor.PostAsync("/account", "/account/passkeys/remove", ("id", passkey.Id), ("present", WebServer.Password));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Empty(await PasskeysAsync(server));
        Assert.Equal(
            [(AuditActs.MakePasskey, "<b>laptop</b>"), (AuditActs.RenamePasskey, "<b>laptop</b> → desk"), (AuditActs.RemovePasskey, "PasswordWrong"), (AuditActs.RemovePasskey, "desk")],
            (await server.AuditedAsync()).Skip(1).Select(entry => (entry.Act, entry.Detail)));
    }

    [Fact]
    public async Task Passkey_IsRemoved_EndsTheOtherSessions()
    {
        await using var server = await WebServer.StartAsync();
        using var owner = new PasskeyVisitor(server);
        using var other = new PasskeyVisitor(server) { Key = owner.Key };
        (await owner.MakeAsync()).Dispose();
        (await other.SignInAsync()).Dispose();
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/"));

        using var answer = await owner.PostAsync("/account", "/account/passkeys/remove", ("id", PasskeySnapshot.IdOf(owner.Key.Id)), ("present", WebServer.Password));

        Assert.Contains("The passkey is removed. All other sessions of this account have ended.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (await owner.StatusAsync("/"), await other.StatusAsync("/")));
    }

    [Fact]
    public async Task Question_PasswordOrNameIsWrong_IsNotAsked()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.PostAsync("/sign-in", "/sign-in", ("name", "viewer"), ("password", WebServer.Password))).Dispose();
        const string NameWrong = "Give the passkey a name of at most 40 characters.";
        foreach (var (name, password, words) in new[]
        {
            ("laptop", "not the password", "The present password is not right."), ("  ", WebServer.Password, NameWrong), ("this name is longer than forty characters", WebServer.Password, NameWrong),
        })
        {
            using var answer = await visitor.PostAsync("/account", "/account/passkeys/ask", ("name", name), ("present", password));

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            Assert.Equal((AuditActs.MakePasskey, AuditOutcome.Refused), ((await server.AuditedAsync())[^1].Act, (await server.AuditedAsync())[^1].Outcome));
        }
    }

    [Fact]
    public async Task Question_CodesAreOn_TakesACodeAsWell()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.PostAsync("/sign-in", "/sign-in", ("name", "viewer"), ("password", WebServer.Password))).Dispose();
        Assert.DoesNotContain("passkey-code", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        var secret = await server.App.Services.GetRequiredService<SecondFactor>().SecretAsync("viewer", "session");
        await server.Accounts.UseAsync(async users => await users.SetTwoFactorEnabledAsync((await users.FindByNameAsync("viewer"))!, true));
        Assert.Contains("passkey-code", await visitor.ReadAsync("/account"), StringComparison.Ordinal);

        using var without = await visitor.PostAsync("/account", "/account/passkeys/ask", ("name", "laptop"), ("present", WebServer.Password));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Contains("The code is not right.", await without.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var with = await visitor.PostAsync("/account", "/account/passkeys/ask", ("name", "laptop"), ("present", WebServer.Password), ("code", Totp.Now(secret)));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Passkey_GuessesAtThePassword_CountAsFailures()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync()).Dispose();
        for (var guess = 0; guess < SignInFailures.Most; guess++)
        {
            (await visitor.PostAsync("/account", "/account/passkeys/remove", ("id", PasskeySnapshot.IdOf(visitor.Key.Id)), ("present", "no"))).Dispose();
        }

        using var right = await visitor.PostAsync("/account", "/account/passkeys/remove", ("id", PasskeySnapshot.IdOf(visitor.Key.Id)), ("present", WebServer.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.Single(await PasskeysAsync(server));
    }

    [Fact]
    public async Task Passkey_AnswerIsNotGood_IsNotMade()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        using var other = new PasskeyVisitor(server);
        using var stranger = new PasskeyVisitor(server);
        foreach (var one in new[] { visitor, other })
        {
            (await one.PostAsync("/sign-in", "/sign-in", ("name", "viewer"), ("password", WebServer.Password))).Dispose();
        }

        foreach (var bent in new[] { "origin", "owner not seen", "other session", "question of a sign-in", "nothing" })
        {
            var (options, challenge) = await (bent == "other session" ? other : visitor).AskToMakeAsync();
            visitor.Key.Origin = bent == "origin" ? "https://evil.example" : other.Key.Origin;
            visitor.Key.SeesOwner = bent != "owner not seen";
            challenge = bent == "question of a sign-in" ? (await stranger.AskAsync()).Challenge : challenge;

            using var answer = await visitor.PostAsync("/account", "/account/passkeys", ("name", "laptop"), ("challenge", challenge), ("credential", visitor.Key.Make(options)));

            Assert.True(answer.StatusCode == (bent == "nothing" ? HttpStatusCode.OK : HttpStatusCode.BadRequest), bent);
            Assert.Equal(bent == "nothing" ? 1 : 0, (await PasskeysAsync(server)).Count);
        }
    }

    [Fact]
    public async Task Passkey_OfAnother_CannotBeRenamedOrRemoved()
    {
        await using var server = await WebServer.StartAsync();
        using var owner = new PasskeyVisitor(server);
        using var other = new PasskeyVisitor(server);
        (await owner.MakeAsync()).Dispose();
        (await other.PostAsync("/sign-in", "/sign-in", ("name", "administrator"), ("password", WebServer.Password))).Dispose();
        var id = PasskeySnapshot.IdOf(owner.Key.Id);

        using var renamed = await other.PostAsync("/account", "/account/passkeys/rename", ("id", id), ("name", "mine"));
        using var removed = await other.PostAsync("/account", "/account/passkeys/remove", ("id", id), ("present", WebServer.Password));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (renamed.StatusCode, removed.StatusCode));
        Assert.Equal("laptop", Assert.Single(await PasskeysAsync(server)).Name);
    }

    [Fact]
    public async Task Passkeys_TenOfAnAccount_AreTheMost_AndAProvidersAccountHasNone()
    {
        await using var server = await WebServer.StartAsync();
        var viewer = (await server.Accounts.FindAsync("viewer"))!;
        for (var i = 0; i < OperatorAccounts.MostPasskeys; i++)
        {
            Assert.Equal(AccountProblem.None, await server.Accounts.AddPasskeyAsync(viewer, Some()));
        }

        Assert.Equal(AccountProblem.PasskeysMany, await server.Accounts.AddPasskeyAsync(viewer, Some()));
        using var visitor = new PasskeyVisitor(server);
        (await visitor.PostAsync("/sign-in", "/sign-in", ("name", "viewer"), ("password", WebServer.Password))).Dispose();
        Assert.DoesNotContain("passkey-add", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        using var answer = await visitor.PostAsync("/account", "/account/passkeys/ask", ("name", "one more"), ("present", WebServer.Password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        await server.Accounts.UseAsync(async users => await users.RemovePasswordAsync((await users.FindByNameAsync("operator1"))!));
        Assert.Equal(AccountProblem.OpenId, await server.Accounts.AddPasskeyAsync((await server.Accounts.FindAsync("operator1"))!, Some()));
    }

    [Fact]
    public async Task Passkey_PasswordIsResetWhileItIsMade_IsNotMade()
    {
        await using var server = await WebServer.StartAsync();
        var before = (await server.Accounts.FindAsync("viewer"))!;
        Assert.Equal(AccountProblem.None, await server.Accounts.ResetAsync("viewer", "another good password"));

        Assert.Equal(AccountProblem.Changed, await server.Accounts.AddPasskeyAsync(before, Some()));
        Assert.Equal(AccountProblem.Changed, await server.App.Services.GetRequiredService<SecondFactor>().SetAsync(before, false, ""));
        Assert.Empty(await PasskeysAsync(server));
    }

    [Fact]
    public async Task Question_PasswordIsChangedBeforeTheAnswer_IsGoodNoMore()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.PostAsync("/sign-in", "/sign-in", ("name", "viewer"), ("password", WebServer.Password))).Dispose();
        var (options, challenge) = await visitor.AskToMakeAsync();
        const string Other = "another good password";
        (await visitor.PostAsync("/account", "/account/password", ("present", WebServer.Password), ("password", Other), ("again", Other))).Dispose();

        using var answer = await visitor.PostAsync("/account", "/account/passkeys", ("name", "laptop"), ("challenge", challenge), ("credential", visitor.Key.Make(options)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await PasskeysAsync(server));
    }

    private static UserPasskeyInfo Some() => new(RandomNumberGenerator.GetBytes(16), [1], DateTimeOffset.UnixEpoch, 0, [], true, false, false, [], []);

    private static async Task<List<PasskeySnapshot>> PasskeysAsync(WebServer server) => await server.Accounts.PasskeysAsync((await server.Accounts.FindAsync("viewer"))!.Id);
}
