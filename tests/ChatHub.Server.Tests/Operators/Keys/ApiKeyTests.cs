using System.Net;
using System.Net.Http.Headers;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Tests.Doubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Keys;

public sealed class ApiKeyTests
{
    private const string Export = "/api/v1/messages/export?format=csv";

    [Fact]
    public async Task Key_IsInForce_OpensTheApiAndNotThePages()
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("script", OperatorRole.Viewer, null, "mia");
        using var program = server.Visit();
        program.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), await AskAsync(program, Export));
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), await AskAsync(program, "/api/v1/audit"));
        Assert.Equal(HttpStatusCode.Found, (await AskAsync(program, "/")).Status);
        Assert.NotNull(Assert.Single(await server.Keys.ListAsync()).LastUsedAt);
        Assert.Contains(await server.AuditedAsync(), entry => entry is { Who: "script", Proof: OperatorProof.Key, Act: AuditActs.Visit, Target: "/api/v1/audit", Outcome: AuditOutcome.Refused });
    }

    [Fact]
    public async Task Key_RevokedOrExpiredOrMadeUp_IsRefusedAtOnce()
    {
        await using var server = await WebServer.StartAsync();
        var (_, revoked) = await server.Keys.CreateAsync("one", OperatorRole.Viewer, null, "mia");
        var (_, expiring) = await server.Keys.CreateAsync("two", OperatorRole.Viewer, server.Time.GetUtcNow() + TimeSpan.FromDays(1), "mia");
        Assert.Equal(HttpStatusCode.OK, await WithAsync(server, revoked!));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(server, expiring!));

        Assert.True(await server.Keys.RevokeAsync(1));
        server.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, revoked!));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, expiring!));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, "chk_" + new string('A', 43)));
        Assert.Equal(3, (await server.AuditedAsync()).Count(entry => entry is { Act: AuditActs.UseKey, Outcome: AuditOutcome.Refused }));
    }

    [Fact]
    public async Task Key_RevokedAndPasswordReset_EndTheirJobs()
    {
        await using var server = await WebServer.StartAsync();
        await server.Keys.CreateAsync("script", OperatorRole.Operator, null, "mia");
        var (commands, jobs, mia) = (server.App.Services.GetRequiredService<OperatorCommands>(), server.App.Services.GetRequiredService<OperatorJobs>(), Sample.Of(OperatorRole.Administrator, "mia"));
        foreach (var name in new[] { "script", "operator1", "somebody" })
        {
            jobs.Start([1, 2, 3], 1, _ => true, name, _ => { });
        }

        Assert.Equal(AccountProblem.None, await commands.RevokeKeyAsync(1, "script", mia));
        Assert.Equal(AccountProblem.None, await commands.ResetOperatorAsync("operator1", "another good password", mia));

        await Until.True(() => jobs.List().Count(job => job.State == JobState.Stopped) == 2, "two stopped jobs");
        Assert.Equal((JobState.Running, "somebody"), (jobs.List()[2].State, jobs.List()[2].Operator));
    }

    [Fact]
    public async Task Key_InForce_IsNotHeldToTheLimitOfItsAddress()
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("script", OperatorRole.Viewer, null, "mia");
        for (var number = 0; number <= DashboardRates.Calls; number++)
        {
            Assert.Equal(HttpStatusCode.OK, await WithAsync(server, key!));
        }
    }

    [Fact]
    public async Task Key_InForce_IsHeldToALimitOfItsOwn()
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("script", OperatorRole.Viewer, null, "mia");
        var (_, other) = await server.Keys.CreateAsync("other", OperatorRole.Viewer, null, "mia");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await WithAsync(server, key!), await WithAsync(server, other!))); // the first is looked up, and counts for its address
        var limiter = server.App.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;

        for (var number = 0; number < 6_000; number++)
        {
            Assert.True(IsTaken(key!), $"{number + 1}");
        }

        Assert.False(IsTaken(key!));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (await WithAsync(server, key!), await WithAsync(server, other!)));

        bool IsTaken(string bearer)
        {
            var context = new DefaultHttpContext { RequestServices = server.App.Services };
            context.Request.Path = "/api/v1/status";
            context.Request.Headers.Authorization = $"Bearer {bearer}";
            using var lease = limiter.AttemptAcquire(context);
            return lease.IsAcquired;
        }
    }

    [Fact]
    public async Task Key_MadeUpAgainAndAgain_FillsNotTheAudit()
    {
        await using var server = await WebServer.StartAsync();
        for (var number = 0; number < RefusalBound.Most + 10; number++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, "chk_" + new string('A', 43)));
        }

        var refused = (await server.AuditedAsync()).Where(entry => entry is { Act: AuditActs.UseKey, Outcome: AuditOutcome.Refused }).ToList();
        Assert.Equal(RefusalBound.Most, refused.Count);
        Assert.Single(refused, entry => entry.Detail.EndsWith(RefusalBound.Last, StringComparison.Ordinal));

        server.Time.Advance(TimeSpan.FromMinutes(1));
        await WithAsync(server, "chk_" + new string('A', 43));
        Assert.Equal(RefusalBound.Most + 1, (await server.AuditedAsync()).Count(entry => entry is { Act: AuditActs.UseKey, Outcome: AuditOutcome.Refused }));
    }

    [Fact]
    public async Task Key_InTheFile_IsOnlyAHash()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var (_, key) = await server.Keys.CreateAsync("script", OperatorRole.Administrator, null, "mia");
        Assert.Matches("^chk_[A-Za-z0-9_-]{43}$", key);
        await using var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var kept = await database.Keys.SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key![4..20], kept.Hash, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(64, kept.Hash.Length);
    }

    private static async Task<HttpStatusCode> WithAsync(WebServer server, string key)
    {
        using var program = server.Visit();
        program.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (await AskAsync(program, Export)).Status;
    }

    private static async Task<(HttpStatusCode Status, string? Type)> AskAsync(WebServer.Visitor program, string path)
    {
        using var answer = await program.GetAsync(path);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }
}
