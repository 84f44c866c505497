using Bunit;
using ChatHub.Server.Dashboard.Audit;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Audit;

public sealed class AuditNodesTests : DashboardTest
{
    public AuditNodesTests()
    {
        Services.Configure<IdentityOptions>(one => one.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        Services.AddDbContextFactory<OperatorDatabase>((provider, options) => options.UseSqlite($"Data Source={provider.GetRequiredService<TempFolder>().File("audit.db")};Pooling=false"));
        Services.AddSingleton<AuditReader>();
    }

    [Fact]
    public async Task Page_Full_HasFewNodes()
    {
        await using (var database = await Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken))
        {
            await database.Database.EnsureCreatedAsync(Xunit.TestContext.Current.CancellationToken);
            database.Audit.AddRange(Enumerable.Range(1, 300).Select(number => new AuditEntry
            {
                At = Sample.Noon, Who = "mia", Proof = OperatorProof.Key, From = "192.0.2.7", Act = "mute", Target = $"#{number}", Detail = "1 for 00:15:00",
            }));
            await database.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Render<AuditPage>();
        page.WaitForElement(Test("audit-older"));

        Assert.InRange(Nodes(page), 1_500, 3_000);
    }
}
