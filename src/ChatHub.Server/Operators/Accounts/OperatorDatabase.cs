using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Kept;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatHub.Server.Operators.Accounts;

/// <summary><c>chathub.db</c>: accounts, their passkeys, sessions, keys, the audit, what the dashboard keeps for each. Moments are milliseconds since 1970, which SQLite can compare.</summary>
internal sealed class OperatorDatabase(DbContextOptions<OperatorDatabase> options)
    : IdentityUserContext<OperatorAccount, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>, OperatorPasskey>(options)
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "chathub.db";

    public DbSet<OperatorSession> Sessions => Set<OperatorSession>();

    public DbSet<ApiKey> Keys => Set<ApiKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<KeptForOperator> Kept => Set<KeptForOperator>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<OperatorAccount>().ToTable("accounts");
        builder.Entity<OperatorPasskey>().ToTable("passkeys");
        builder.Entity<OperatorSession>(session =>
        {
            session.ToTable("sessions").HasKey(one => one.Id);
            session.HasOne<OperatorAccount>().WithMany().HasForeignKey(one => one.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable("keys").HasKey(one => one.Id);
            key.HasIndex(one => one.Hash).IsUnique();
        });
        builder.Entity<KeptForOperator>(kept =>
        {
            kept.ToTable("kept").HasKey(one => one.AccountId);
            kept.HasOne<OperatorAccount>().WithOne().HasForeignKey<KeptForOperator>(one => one.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit").HasKey(one => one.Id);
            entry.HasIndex(one => one.At);
        });
    }

    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
