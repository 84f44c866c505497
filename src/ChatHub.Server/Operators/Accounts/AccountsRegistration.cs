using ChatHub.Server.Hosting;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Kept;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
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
            options.User.AllowedUserNameCharacters = ""; // OperatorNames and PasswordRules say what is good
            options.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.Least, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1,
            };
        }).AddEntityFrameworkStores<OperatorDatabase>().AddTokenProvider<AuthenticatorTokenProvider<OperatorAccount>>(TokenOptions.DefaultAuthenticatorProvider);
        return services.AddSingleton<OperatorAccounts>().AddSingleton<OperatorSessions>().AddSingleton<ApiKeys>().AddSingleton<OperatorKeeping>().AddSingleton<IAuditTrail, AuditLog>()
            .AddSingleton<SignInFailures>().AddSingleton<SecondFactor>().AddSingleton<SignInDoor>().AddSingleton<SetUpLink>();
    }

    /// <summary>Makes the file, readable by its owner alone, or brings it up to this version.</summary>
    /// <exception cref="SettingsException">It cannot be made or read.</exception>
    public static async Task PrepareOperatorsAsync(this IServiceProvider services)
    {
        var file = services.GetRequiredService<OperatorFile>();
        try
        {
            OwnerOnly.Create(file.Path);
            if (!file.IsUpToDate())
            {
                await using var database = await services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync();
                await database.Database.MigrateAsync();
                await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL"); // the file remembers it
            }
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"'{file.Path}' cannot be used: {failure.GetBaseException().Message}; without it nobody can sign in"]);
        }
    }
}
