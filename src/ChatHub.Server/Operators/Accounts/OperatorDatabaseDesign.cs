using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>For the tool that makes migrations; in no other use.</summary>
internal sealed class OperatorDatabaseDesign : IDesignTimeDbContextFactory<OperatorDatabase>
{
    public OperatorDatabase CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<OperatorDatabase>().UseSqlite("Data Source=none")
        .UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(AccountsRegistration.SetStores).BuildServiceProvider()).Options);
}
