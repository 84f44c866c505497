using System.Text.Json;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
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

    [Fact]
    public async Task Refusals_OfAllAddressesOfOneHost_CountAsOneCallersAndHideNobodyElses()
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:Proxies"] = "127.0.0.1" });
        for (var host = 1; host <= RefusalBound.MostCallers + 20; host++)
        {
            using var guesser = server.Visit();
            guesser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", $"2001:db8::{host:x}");
            guesser.Client.DefaultRequestHeaders.Add("Authorization", "Bearer chk_guessed");
            using var answer = await guesser.GetAsync("/api/v1/connections");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var other = server.Visit();
        other.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "2001:db8:0:1::1");
        (await other.SignInAsync("viewer", "not the password")).Dispose();

        var entries = await server.AuditedAsync();
        Assert.Equal(RefusalBound.Most, entries.Count(entry => entry.Act == AuditActs.UseKey));
        Assert.Equal((AuditActs.SignIn, "2001:db8:0:1::1"), (entries[^1].Act, entries[^1].From));
    }

    [Fact]
    public async Task Refusals_OfManyStrangers_LeaveRoomForThoseOfOperators()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var audit = server.App.Services.GetRequiredService<IAuditTrail>();
        for (var host = 0; host < RefusalBound.MostCallers + RefusalBound.Most + 1; host++)
        {
            audit.Write(OperatorIdentity.Nobody with { From = $"192.0.2.{host}" }, AuditActs.UseKey, "", AuditOutcome.Refused);
        }

        Write(server, "mia", "mute", "#7", AuditOutcome.Refused);

        var entries = await server.AuditedAsync();
        Assert.Equal((RefusalBound.MostCallers + RefusalBound.Most + 1, "mia"), (entries.Count, entries[^1].Who));
    }

    [Fact]
    public async Task Refusals_OfAHundredAddresses_AreBoundedTogetherAndHideNoGuessAtTheSignIn()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        Storm(server, 100, RefusalBound.Most);
        server.App.Services.GetRequiredService<IAuditTrail>().Write(Stranger("198.51.100.1"), AuditActs.SignIn, "viewer", AuditOutcome.Refused, "wrong name or password");

        var entries = await server.AuditedAsync();
        Assert.Equal((RefusalBound.MostOfStrangers + 1, AuditActs.SignIn), (entries.Count, entries[^1].Act));
        Assert.EndsWith(RefusalBound.LastOfStrangers, entries[^2].Detail, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.True(entry.Target.Length <= AuditLog.MostCharactersOfStrangers + 1, $"{entry.Target.Length} characters"));

        await server.App.StopAsync(Stop);
        var last = (await server.AuditedAsync())[^1];
        Assert.Equal((RefusalBound.MostOfStrangers + 2, AuditActs.UseKey, "1800 more refusals of strangers were left out"), ((await server.AuditedAsync()).Count, last.Act, last.Detail));
    }

    [Fact]
    public void Refusals_OfOneAllDay_LeaveRoomForThoseOfOthers()
    {
        var time = new FakeTimeProvider(Sample.Noon);
        var bound = new RefusalBound(time);
        var taken = new List<string>();
        for (var minute = 0; minute < 60; minute++)
        {
            taken.AddRange(Enumerable.Range(0, 10).Select(_ => bound.Count(AuditActs.SignIn, Stranger("192.0.2.1"))).OfType<string>());
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((RefusalBound.MostOfOneADay, RefusalBound.LastOfStrangers), (taken.Count, taken[^1]));
        Assert.Equal("", bound.Count(AuditActs.SignIn, Stranger("192.0.2.2")));
        Assert.Equal([(AuditActs.SignIn, 500)], bound.TakeLeftOut());

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("", bound.Count(AuditActs.SignIn, Stranger("192.0.2.1")));
    }

    [Fact]
    public async Task Refusals_OfStrangersAllDay_AreBoundedForTheDay()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        for (var minute = 0; minute < 7; minute++)
        {
            Storm(server, 11, RefusalBound.Most);
            server.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(RefusalBound.MostOfStrangersADay, await CountAsync());
        server.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(8));
        Storm(server, 1, 1);
        Assert.Equal(RefusalBound.MostOfStrangersADay, await CountAsync());
        server.Time.Advance(TimeSpan.FromMinutes(1));
        Storm(server, 1, 1);
        Assert.Equal(RefusalBound.MostOfStrangersADay + 1, await CountAsync());

        async Task<int> CountAsync() => (await server.AuditedAsync()).Count(entry => entry.From.Length > 0);
    }

    private static void Storm(WebServer server, int addresses, int each)
    {
        var audit = server.App.Services.GetRequiredService<IAuditTrail>();
        for (var number = 0; number < addresses * each; number++)
        {
            audit.Write(Stranger($"192.0.2.{number % addresses}"), AuditActs.UseKey, "/api/v1/" + new string('x', AuditLog.MostCharacters), AuditOutcome.Refused, "no such key, or it is revoked or expired");
        }
    }

    private static OperatorIdentity Stranger(string from) => OperatorIdentity.Nobody with { From = from };

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
