using ChatHub.Server.Hosting;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Kept;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Registers accounts, sessions, keys and the audit over <c>chathub.db</c>.</summary>
internal static class AccountsRegistration
{
    /// <summary>Adds them, for the server and for commands of its shell.</summary>
    public static IServiceCollection AddOperatorAccounts(this IServiceCollection services, string dataDirectory)
    {
        var file = new OperatorFile(dataDirectory);
        services.AddSingleton(file).AddSingleton<IDbContextFactory<OperatorDatabase>, OperatorDatabases>()
            .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContext());
        services.AddIdentityCore<OperatorAccount>(options =>
        {
            SetStores(options);
            options.User.AllowedUserNameCharacters = ""; // OperatorNames and PasswordRules say what is good
            options.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.Least, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1,
            };
        }).AddUserStore<OperatorStore>().AddTokenProvider<AuthenticatorTokenProvider<OperatorAccount>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddPasskeys();
        return services.AddSingleton<OperatorAccounts>().AddSingleton<OperatorSessions>().AddSingleton<ApiKeys>().AddSingleton<OperatorKeeping>().AddSingleton<AuditLog>().AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditLog>())
            .AddSingleton<SignInFailures>().AddSingleton<SecondFactor>().AddSingleton<SignInDoor>().AddSingleton<SetUpLink>();
    }

    /// <summary>The tables that Identity has: the third version is the first with passkeys.</summary>
    public static void SetStores(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>How long a start waits for the tables to be made or brought up to this version; that takes far less than a second.</summary>
    public static readonly TimeSpan PreparedWithin = TimeSpan.FromSeconds(30);

    /// <summary>Makes the file, readable by its owner alone, or brings it up to this version.</summary>
    /// <exception cref="SettingsException">It cannot be made or read.</exception>
    public static async Task PrepareOperatorsAsync(this IServiceProvider services)
    {
        var file = services.GetRequiredService<OperatorFile>();
        using var late = new CancellationTokenSource(PreparedWithin, services.GetRequiredService<TimeProvider>());
        try
        {
            OwnerOnly.Create(file.Path);
            if (!file.IsUpToDate())
            {
                await using var database = await services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync();
                await database.Database.MigrateAsync(late.Token);
                await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL"); // the file remembers it
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // EF Core marks there that it is at it, and waits for the mark of another for ever: one that was interrupted leaves it.
            throw new SettingsException([
                $"'{file.Path}' could not be brought up to this version within {PreparedWithin.TotalSeconds:0} s: another start is at it, or one was interrupted and left its row in the table __EFMigrationsLock; "
                + "when no other is running, copy the file and remove the row (DELETE FROM __EFMigrationsLock), then start again"]);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"'{file.Path}' cannot be used: {failure.GetBaseException().Message}; without it nobody can sign in"]);
        }
    }
}
