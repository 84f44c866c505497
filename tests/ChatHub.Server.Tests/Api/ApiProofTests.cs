using System.Net;
using System.Net.Http.Headers;
using ChatHub.Server.Api;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>What the API takes as proof, and for how long.</summary>
public sealed class ApiProofTests
{
    private const string Stream = "/api/v1/events/stream";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_WithTheCookieAlone_IsRefusedAndTakenDown()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Operator);

        using var answer = await boss.Client.DeleteAsync(new Uri("/api/v1/bans/192.0.2.7", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(ApiAntiforgery.Header, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains(await server.AuditedAsync(), entry => entry is { Who: "operator1", Act: AuditActs.Visit, Target: "/api/v1/bans/192.0.2.7", Outcome: AuditOutcome.Refused });
    }

    [Fact]
    public async Task Change_WithTheTokenOfAForm_IsDone()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Operator);
        boss.Client.DefaultRequestHeaders.Add(ApiAntiforgery.Header, await boss.TokenAsync("/account"));

        using var answer = await boss.Client.DeleteAsync(new Uri("/api/v1/bans/192.0.2.7", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Change_WithTheTokenOfSomebodyElse_IsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Operator);
        using var other = await server.SignInAsync(OperatorRole.Administrator);
        await boss.TokenAsync("/account");
        boss.Client.DefaultRequestHeaders.Add(ApiAntiforgery.Header, await other.TokenAsync("/account"));

        using var answer = await boss.Client.DeleteAsync(new Uri("/api/v1/bans/192.0.2.7", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Change_WithAKey_NeedsNoToken()
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Operator);

        using var answer = await program.Client.DeleteAsync(new Uri("/api/v1/bans/192.0.2.7", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Change_BodyIsWhatAFormOfAnotherSiteCouldSend_IsRefused(string type)
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Operator);
        using var body = new StringContent("{\"to\":{\"everyone\":true},\"text\":\"hi\"}", new MediaTypeHeaderValue(type));

        using var answer = await program.Client.PostAsync(new Uri("/api/v1/messages", UriKind.Relative), body, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("Content-Type: application/json", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/status", HttpStatusCode.OK)]
    [InlineData("/api/v1/connections?nothing=such", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task Answers_OfTheApi_AreNotStoredAndHaveTheHeaders(string path, HttpStatusCode expected)
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Viewer);

        using var answer = await program.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Send_NameOfTheTargetIsTooLong_IsRefused()
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Operator);
        foreach (var field in new[] { "room", "listener" })
        {
            using var answer = await program.Client.PostAsync(
                new Uri("/api/v1/messages", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new Dictionary<string, object> { ["to"] = new Dictionary<string, string> { [field] = new('x', 65) }, ["text"] = "hi" }), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains($"to.{field} has 65 characters: expected at most 64.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_Reasons_AreForThoseWhoMaySee()
    {
        await using var server = await WebServer.StartAsync();
        using var stranger = server.Visit();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        using var program = await WithKeyAsync(server, OperatorRole.Viewer);
        using var guesser = server.Visit();
        guesser.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "chk_guessed");
        var ready = new Uri("/healthz/ready", UriKind.Relative);

        Assert.Equal("{\"status\":\"healthy\"}", await stranger.Client.GetStringAsync(ready, Stop));
        Assert.Equal("{\"status\":\"healthy\"}", await guesser.Client.GetStringAsync(ready, Stop));
        Assert.Contains("\"reason\":", await viewer.Client.GetStringAsync(ready, Stop), StringComparison.Ordinal);
        Assert.Contains("\"reason\":", await program.Client.GetStringAsync(ready, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_KeyIsRevoked_EndsAtTheNextLook()
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Viewer);
        await using var events = await OpenAsync(program);
        Assert.True(await server.Keys.RevokeAsync(1));

        server.Time.Advance(StreamRight.CheckEvery);

        await EndsAsync(server, events);
        Assert.True(StreamRight.CheckEvery <= TimeSpan.FromSeconds(10)); // three tries within 30 s
    }

    [Fact]
    public async Task Stream_KeyIsInForce_GoesOn()
    {
        await using var server = await WebServer.StartAsync();
        using var program = await WithKeyAsync(server, OperatorRole.Viewer);
        await using var events = await OpenAsync(program);
        for (var heartbeats = 0; heartbeats < 3; heartbeats++)
        {
            var more = events.ReadAsync(new byte[1000], Stop).AsTask();
            await Until.True(() =>
            {
                server.Time.Advance(TimeSpan.FromSeconds(1));
                return more.IsCompleted;
            }, "a heartbeat");
            Assert.NotEqual(0, await more);
        }
    }

    [Fact]
    public async Task Stream_SessionEnds_EndsAtOnce()
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        await using var events = await OpenAsync(viewer);
        var sessions = server.App.Services.GetRequiredService<OperatorSessions>();

        await sessions.EndAsync((await sessions.ListAsync("viewer"))[0].Id);

        await EndsAsync(server, events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AuditExport_ReaderMayNoMore_IsCutOff(bool byKey)
    {
        await using var server = await WebServer.StartAsync();
        using var reader = byKey ? await WithKeyAsync(server, OperatorRole.Administrator) : await server.SignInAsync(OperatorRole.Administrator);
        await server.Accounts.SetRoleAsync("operator1", OperatorRole.Administrator); // so that another is not the last one
        await FillAuditAsync(server);
        using var answer = await reader.Client.GetAsync(new Uri("/api/v1/audit/export", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        if (byKey)
        {
            await server.Keys.RevokeAsync(1);
            server.Time.Advance(StreamRight.CheckEvery);
        }
        else
        {
            await server.Accounts.SetRoleAsync("administrator", OperatorRole.Operator);
        }

        // It waits for its reader, who has room for a part only: what it had no leave for does not come.
        var audit = server.App.Services.GetRequiredService<AuditReader>();
        var cut = new List<AuditEntry>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (cut.Count == 0)
        {
            cut = [.. await audit.ReadAsync(new AuditQuery { Act = AuditActs.Export, Outcome = AuditOutcome.Failed }, 1, deadline.Token)];
        }

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.CopyToAsync(System.IO.Stream.Null, Stop));
    }

    [Fact]
    public async Task Export_OfMessagesAndOfTheAudit_IsTakenDownWithoutTheWords()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Administrator);

        await boss.Client.GetStringAsync(new Uri("/api/v1/messages/export?format=csv&room=lobby&q=secret", UriKind.Relative), Stop);
        await boss.Client.GetStringAsync(new Uri("/api/v1/audit/export?act=ban", UriKind.Relative), Stop);

        var entries = (await server.AuditedAsync()).Where(entry => entry.Act == AuditActs.Export).ToList();
        Assert.Equal([("administrator", "messages room=lobby with words looked for", "0 entries as csv"), ("administrator", "audit ?act=ban", "0 entries as csv")],
            entries.Select(entry => (entry.Who, entry.Target, entry.Detail)));
        Assert.All(entries, entry => Assert.Equal(AuditOutcome.Done, entry.Outcome));
    }

    private static async Task<WebServer.Visitor> WithKeyAsync(WebServer server, OperatorRole role)
    {
        var (_, key) = await server.Keys.CreateAsync("script", role, null, "mia");
        var program = server.Visit();
        program.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }

    /// <summary>More than sockets hold.</summary>
    private static async Task FillAuditAsync(WebServer server)
    {
        await using var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(Stop);
        await database.Database.ExecuteSqlRawAsync(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 60000) INSERT INTO audit (At, Who, Proof, \"From\", Act, Target, Outcome, Detail) SELECT 1, 'mia', 1, '', 'send', printf('%.400c', 'x'), 0, '' FROM n", Stop);
    }

    /// <summary>Opens a stream, and reads the heartbeat that it begins with.</summary>
    private static async Task<System.IO.Stream> OpenAsync(WebServer.Visitor visitor)
    {
        var answer = await visitor.Client.GetAsync(new Uri(Stream, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var events = await answer.Content.ReadAsStreamAsync(Stop);
        Assert.NotEqual(0, await events.ReadAsync(new byte[1000], Stop));
        return events;
    }

    /// <summary>It ends in order: no exception, and nothing more comes. Its clock goes on, since it looks at the log each tenth of a second.</summary>
    private static async Task EndsAsync(WebServer server, System.IO.Stream events)
    {
        var end = events.CopyToAsync(System.IO.Stream.Null, Stop);
        await Until.True(() =>
        {
            server.Time.Advance(TimeSpan.FromMilliseconds(1));
            return end.IsCompleted;
        }, "the stream has ended");
        await end;
    }
}
