using System.Net;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

public sealed class PasskeySignInTests
{
    [Fact]
    public async Task SignIn_WithAPasskey_TakesThePlaceOfPasswordAndCode()
    {
        await using var server = await WebServer.StartAsync();
        using var maker = new PasskeyVisitor(server);
        using (var made = await maker.MakeAsync())
        {
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }

        await server.Accounts.UseAsync(async users => await users.SetTwoFactorEnabledAsync((await users.FindByNameAsync("viewer"))!, true));
        using var visitor = new PasskeyVisitor(server) { Key = maker.Key };
        using var answer = await visitor.SignInAsync("/messages?q=hi");

        Assert.Equal((HttpStatusCode.Found, "/messages?q=hi"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains("; samesite=strict", Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("chathub.session=", StringComparison.Ordinal)), StringComparison.Ordinal);
        var entry = (await server.AuditedAsync())[^1];
        Assert.Equal(("viewer", AuditActs.SignIn, AuditOutcome.Done, "by the passkey 'laptop'"), (entry.Who, entry.Act, entry.Outcome, entry.Detail));
        Assert.Equal(server.Time.GetUtcNow(), Assert.Single(await PasskeysAsync(server)).LastUsedAt);

        // Its session is one like any other.
        Assert.Equal(2, (await server.App.Services.GetRequiredService<OperatorSessions>().ListAsync("viewer")).Count);
        Assert.Equal(HttpStatusCode.Forbidden, await visitor.StatusAsync("/operators"));
        server.Time.Advance(OperatorSessions.Lasting);
        Assert.Equal(HttpStatusCode.Found, await visitor.StatusAsync("/"));
    }

    [Fact]
    public async Task SignIn_WhatThePasskeySignsIsNotGood_IsRefused()
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:Proxies"] = "127.0.0.1" });
        var administrator = (await server.Accounts.FindAsync("administrator"))!.Id;
        using var maker = new PasskeyVisitor(server);
        maker.Key.Counter = 7;
        (await maker.MakeAsync()).Dispose();
        var (id, owner, origin) = (maker.Key.Id, maker.Key.UserHandle, maker.Key.Origin);
        var cases = new (string What, string Why, Action<SoftwareAuthenticator> Bend)[]
        {
            ("origin", "origin", key => key.Origin = "https://evil.example"),
            ("frame", "origin", key => key.IsFramed = true),
            ("host", "relying party", key => key.Host = "evil.example"),
            ("challenge", "challenge", key => key.Challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ("owner not seen", "verif", key => key.SeesOwner = false),
            ("counter of a copy", "sign", key => key.Counter = 6), // it says 7, as at its making
            ("another's", "belong", key => key.UserHandle = administrator),
            ("unknown", "belong", key => key.Id = new byte[32]),
            ("signature", "signature", key => key.SignsWrongly = true),
        };
        for (var i = 0; i < cases.Length; i++)
        {
            using var visitor = new PasskeyVisitor(server, $"203.0.113.{i}") { Key = maker.Key };
            (visitor.Key.Id, visitor.Key.UserHandle, visitor.Key.Origin, visitor.Key.Host, visitor.Key.Challenge) = (id, owner, origin, "localhost", null);
            (visitor.Key.IsFramed, visitor.Key.SeesOwner, visitor.Key.SignsWrongly, visitor.Key.Counter) = (false, true, false, 7);
            cases[i].Bend(visitor.Key);

            using var answer = await visitor.SignInAsync();

            Assert.True((answer.StatusCode, visitor.IsIn) == (HttpStatusCode.Unauthorized, false), cases[i].What);
            Assert.Contains("data-testid=\"form-error\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var entry = (await server.AuditedAsync())[^1];
            Assert.Equal((AuditActs.SignIn, $"203.0.113.{i}", AuditOutcome.Refused), (entry.Act, entry.From, entry.Outcome));
            Assert.StartsWith("the passkey is not good: ", entry.Detail, StringComparison.Ordinal);
            Assert.Contains(cases[i].Why, entry.Detail, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task SignIn_AnswerIsSentAgain_IsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server); // its key does not count, so that nothing but the challenge stops the second
        (await visitor.MakeAsync()).Dispose();
        (await visitor.PostAsync("/account", "/sign-out")).Dispose();
        var (options, challenge) = await visitor.AskAsync();
        var credential = visitor.Key.Sign(options);
        using var first = await visitor.AnswerAsync(challenge, credential);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);

        using var thief = new PasskeyVisitor(server);
        using var second = await thief.AnswerAsync(challenge, credential);

        Assert.Equal((HttpStatusCode.Unauthorized, false), (second.StatusCode, thief.IsIn));
    }

    [Fact]
    public async Task SignIn_AnswerIsNotGood_UsesUpNothing()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync()).Dispose();
        (await visitor.PostAsync("/account", "/sign-out")).Dispose();
        var (options, challenge) = await visitor.AskAsync();
        using var junk = await visitor.AnswerAsync(challenge, "{}");
        Assert.Equal((HttpStatusCode.Unauthorized, false), (junk.StatusCode, visitor.IsIn));

        using var good = await visitor.AnswerAsync(challenge, visitor.Key.Sign(options));

        Assert.Equal((HttpStatusCode.Found, true), (good.StatusCode, visitor.IsIn));
    }

    [Fact]
    public async Task Challenge_TwoGoodAnswersAtOnce_OneUsesItUp()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var challenges = server.App.Services.GetRequiredService<PasskeyChallenges>();
        var closed = challenges.Close("asked", "");
        var (one, two) = (challenges.Open(closed, "")!, challenges.Open(closed, "")!); // both are being checked

        Assert.Equal((true, false), (challenges.TryUse(one), challenges.TryUse(two)));
        Assert.Null(challenges.Open(closed, ""));
        server.Time.Advance(PasskeyRules.Good);
        Assert.False(challenges.TryUse(two)); // its mark is forgotten by now
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_AnswerComesTooLateOrWithoutTheFormsToken_IsRefused(bool late)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync()).Dispose();
        (await visitor.PostAsync("/account", "/sign-out")).Dispose();
        var (options, challenge) = await visitor.AskAsync();
        server.Time.Advance(late ? PasskeyRules.Good : PasskeyRules.Good - TimeSpan.FromSeconds(1));
        using var answer = late
            ? await visitor.AnswerAsync(challenge, visitor.Key.Sign(options))
            : await visitor.PostBareAsync("/sign-in/passkey", ("challenge", challenge), ("credential", visitor.Key.Sign(options)));

        Assert.Equal((late ? HttpStatusCode.Unauthorized : HttpStatusCode.Found, false), (answer.StatusCode, visitor.IsIn));
    }

    [Fact]
    public async Task SignIn_AccountIsLockedOrWasReset_IsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = new PasskeyVisitor(server);
        using var worker = new PasskeyVisitor(server);
        (await viewer.MakeAsync()).Dispose();
        (await worker.MakeAsync("operator1")).Dispose();

        await server.Accounts.LockAsync("viewer", true);
        await server.Accounts.ResetAsync("operator1", "another good password");

        using var locked = await viewer.SignInAsync();
        using var reset = await worker.SignInAsync();
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (locked.StatusCode, reset.StatusCode));
        Assert.Equal(("viewer", "locked"), ((await server.AuditedAsync())[^2].Target, (await server.AuditedAsync())[^2].Detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_AccountIsResetOrItsPasskeyRemovedAfterTheCheck_IsRefused(bool reset)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync()).Dispose();
        (await visitor.PostAsync("/account", "/sign-out")).Dispose();
        var (options, challenge) = await visitor.AskAsync();
        var isFirst = true;
        server.Accounts.Changed += async () =>
        {
            if (isFirst) // the passkey is taken, and the session has not begun
            {
                isFirst = false;
                Assert.Equal(AccountProblem.None, reset ? await server.Accounts.ResetAsync("viewer", "another good password") : await server.Accounts.RemovePasskeyAsync("viewer", visitor.Key.Id, null));
            }
        };

        using var answer = await visitor.AnswerAsync(challenge, visitor.Key.Sign(options));

        Assert.Equal((HttpStatusCode.Unauthorized, false), (answer.StatusCode, visitor.IsIn));
        Assert.Empty(await server.App.Services.GetRequiredService<OperatorSessions>().ListAsync());
        Assert.Equal((AuditActs.SignIn, AuditOutcome.Refused), ((await server.AuditedAsync())[^1].Act, (await server.AuditedAsync())[^1].Outcome));
    }

    [Fact]
    public async Task SignIn_FiveBadAnswers_LockTheAddressAndNoAccount()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        (await visitor.MakeAsync()).Dispose();
        (await visitor.PostAsync("/account", "/sign-out")).Dispose();
        visitor.Key.SignsWrongly = true;
        for (var i = 0; i < SignInFailures.Most; i++)
        {
            (await visitor.SignInAsync()).Dispose();
        }

        visitor.Key.SignsWrongly = false;
        using var waits = await visitor.SignInAsync();
        Assert.Equal((HttpStatusCode.TooManyRequests, false), (waits.StatusCode, visitor.IsIn));
        Assert.Equal(SignInAnswer.Done, (await server.App.Services.GetRequiredService<SignInDoor>().CheckPasswordAsync("viewer", WebServer.Password, IPAddress.Parse("198.51.100.1"))).Answer);

        server.Time.Advance(SignInFailures.LockedFor);
        using var later = await visitor.SignInAsync();
        Assert.Equal(HttpStatusCode.Found, later.StatusCode);
    }

    [Fact]
    public async Task Use_TwoAtOnceWithOneCounter_TheSecondIsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = new PasskeyVisitor(server);
        visitor.Key.Counter = 7;
        (await visitor.MakeAsync()).Dispose();
        var proved = await server.Accounts.UseAsync(async users => (await users.GetPasskeyAsync((await users.FindByNameAsync("viewer"))!, visitor.Key.Id))!);
        proved.SignCount = 8;
        Assert.Equal(AccountProblem.None, await server.Accounts.RenamePasskeyAsync("viewer", visitor.Key.Id, "desk"));

        Assert.Equal(AccountProblem.None, await server.Accounts.UsePasskeyAsync("viewer", proved));
        Assert.Equal(AccountProblem.Changed, await server.Accounts.UsePasskeyAsync("viewer", proved));
        Assert.Equal("desk", Assert.Single(await PasskeysAsync(server)).Name); // the name of before is not written back
    }

    [Theory]
    [InlineData("https://chat.example", "chat.example", true)]
    [InlineData("https://chat.example:8443", "chat.example:8443", true)]
    [InlineData("http://localhost:8080", "localhost:8080", true)]
    [InlineData("http://hub.localhost:8080", "hub.localhost:8080", true)]
    [InlineData("https://chat.example", "CHAT.example", true)]
    [InlineData("https://", "", false)]
    [InlineData("http://chat.example", "chat.example", false)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1:8080", false)]
    [InlineData("https://chat.example:8443", "chat.example", false)]
    [InlineData("https://chat.example.evil.example", "chat.example", false)]
    [InlineData("https://chat.example/", "chat.example", false)]
    [InlineData("https://evil.example@chat.example", "chat.example", false)]
    [InlineData("android:apk-key-hash:abc", "chat.example", false)]
    [InlineData("null", "chat.example", false)]
    public void Origin_OnlyThisDashboardsOverHttpsOrHere_IsOwn(string origin, string host, bool own) => Assert.Equal(own, PasskeyRules.IsOwn(origin, new HostString(host)));

    private static async Task<List<PasskeySnapshot>> PasskeysAsync(WebServer server) => await server.Accounts.PasskeysAsync((await server.Accounts.FindAsync("viewer"))!.Id);
}
