using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Tests.Doubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Accounts;

/// <summary>What a start asks of <c>chathub.db</c> without EF Core is what EF Core would say.</summary>
public sealed class OperatorFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpToDate_AfterTheNewestMigration_AndOnlyThen()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var file = server.App.Services.GetRequiredService<OperatorFile>();
        await using var database = await OpenAsync(server);

        Assert.Equal(OperatorFile.NewestMigration, database.Database.GetMigrations().Last());
        Assert.Empty(await database.Database.GetPendingMigrationsAsync(Stop));
        Assert.True(file.IsUpToDate());
        await database.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = {OperatorFile.NewestMigration}", Stop);
        Assert.False(file.IsUpToDate());
        await database.Database.ExecuteSqlRawAsync("DROP TABLE __EFMigrationsHistory", Stop);
        Assert.False(file.IsUpToDate());
    }

    [Fact]
    public async Task Prepare_FileOfTheVersionBefore_KeepsItsAccounts()
    {
        await using var server = await WebServer.StartAsync();
        await using (var database = await OpenAsync(server))
        {
            await database.GetService<IMigrator>().MigrateAsync(database.Database.GetMigrations().SkipLast(1).Last(), Stop);
        }

        await server.App.Services.PrepareOperatorsAsync();

        Assert.True(server.App.Services.GetRequiredService<OperatorFile>().IsUpToDate());
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
    }

    [Fact]
    public async Task Prepare_AnInterruptedStartLeftItsMark_SaysSoInPlaceOfWaitingForEver()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        await using (var database = await OpenAsync(server))
        {
            await database.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = {OperatorFile.NewestMigration}", Stop);
            await database.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-11-23')", Stop);
        }

        var preparing = server.App.Services.PrepareOperatorsAsync();
        server.Time.Advance(AccountsRegistration.PreparedWithin);

        var problem = await Assert.ThrowsAsync<SettingsException>(() => preparing.Soon());
        Assert.Contains("DELETE FROM __EFMigrationsLock", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_TheFirstOne_IsSeen()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var file = server.App.Services.GetRequiredService<OperatorFile>();

        Assert.False(file.HasAccounts());
        var problem = await server.App.Services.GetRequiredService<OperatorAccounts>().CreateAsync("mia", OperatorRole.Administrator, "a long enough phrase 7");
        Assert.Equal(AccountProblem.None, problem);
        Assert.True(file.HasAccounts());
        Assert.Equal(["mia"], file.Names());
    }

    private static Task<OperatorDatabase> OpenAsync(WebServer server) =>
        server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(Stop);
}
