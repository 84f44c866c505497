using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Opens <c>chathub.db</c> by EF Core, whose options are made at the first use: making them takes time and memory that a start without operators need not spend.</summary>
/// <param name="file">Where the file is.</param>
/// <param name="services">Where EF Core finds the loggers.</param>
internal sealed class OperatorDatabases(OperatorFile file, IServiceProvider services) : IDbContextFactory<OperatorDatabase>
{
    private readonly Lazy<DbContextOptions<OperatorDatabase>> _options = new(() =>
        new DbContextOptionsBuilder<OperatorDatabase>().UseApplicationServiceProvider(services).UseSqlite(file.ConnectionString).Options);

    public OperatorDatabase CreateDbContext() => new(_options.Value);
}
