using System.Text.Json;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Audit;

public sealed class AuditTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE audit SET Who = 'eve'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("DELETE FROM audit WHERE Id = 1")]
    public async Task File_EntryIsChangedOrRemoved_Refuses(string sql)
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        Write(server, "mia");
        await using var database = await OpenAsync(server);

        await Assert.ThrowsAsync<SqliteException>(() => database.Database.ExecuteSqlRawAsync(sql, Stop));
        Assert.Equal("mia", Assert.Single(await server.AuditedAsync()).Who);
    }

    [Fact]
    public async Task Retention_AYearLater_RemovesWhatIsOlderAndNothingElse()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var retention = server.App.Services.GetServices<IHostedService>().OfType<AuditRetention>().Single();
        await using (var database = await OpenAsync(server))
        {
            database.Audit.AddRange(Entry(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), "old"), Entry(server.Time.GetUtcNow() - AuditRetention.Kept + TimeSpan.FromHours(1), "young"));
            await database.SaveChangesAsync(Stop);
        }

        Assert.Equal(1, retention.Run());
        Assert.Equal("young", Assert.Single(await server.AuditedAsync()).Who);
    }

    [Fact]
    public async Task Api_Filters_AreThoseOfTheAddress()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Administrator);
        Write(server, "mia", "mute", "#7", AuditOutcome.Refused);
        Write(server, "tom", "mute", "#8");

        Assert.Equal(new[] { "tom", "mia" }, await WhoAsync(boss, "?act=mute"));
        Assert.Equal(new[] { "mia" }, await WhoAsync(boss, "?act=mute&who=MIA"));
        Assert.Equal(new[] { "mia" }, await WhoAsync(boss, "?outcome=refused"));
        Assert.Equal(new[] { "tom" }, await WhoAsync(boss, "?q=%238"));
        Assert.Empty(await WhoAsync(boss, "?to=2026-11-23T11:00:00Z"));
        using var wrong = await boss.GetAsync("/api/v1/audit?colour=red");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Export_CellThatIsAFormula_CannotRun()
    {
        await using var server = await WebServer.StartAsync();
        using var boss = await server.SignInAsync(OperatorRole.Administrator);
        Write(server, "=1+1", "note", "a \"b\", c");

        using var answer = await boss.GetAsync("/api/v1/audit/export?act=note");
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).Split("\r\n");
        Assert.Contains(",\"'=1+1\",\"account\",\"192.0.2.7\",\"note\",\"a \"\"b\"\", c\",\"done\",\"\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FileIsGone_DoesNotStopTheAct()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        await using (var database = await OpenAsync(server))
        {
            await database.Database.ExecuteSqlRawAsync("DROP TABLE audit", Stop);
        }

        Write(server, "mia"); // nothing is thrown
    }

    private static void Write(WebServer server, string who, string act = "send", string target = "", AuditOutcome outcome = AuditOutcome.Done) =>
        server.App.Services.GetRequiredService<IAuditTrail>().Write(Sample.Of(OperatorRole.Operator, who), act, target, outcome);

    private static AuditEntry Entry(DateTimeOffset at, string who) => new() { At = at, Who = who, From = "", Act = "send", Target = "", Detail = "" };

    private static Task<OperatorDatabase> OpenAsync(WebServer server) => server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(Stop);

    private static async Task<string[]> WhoAsync(WebServer.Visitor visitor, string query)
    {
        using var answer = await visitor.GetAsync("/api/v1/audit" + query);
        using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return [.. read.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("who").GetString()!)];
    }
}
