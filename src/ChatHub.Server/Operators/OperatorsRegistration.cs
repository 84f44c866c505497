using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace ChatHub.Server.Operators;

/// <summary>Registers who operators are, how they prove it, and what they can do.</summary>
internal static class OperatorsRegistration
{
    /// <summary>Adds <see cref="OperatorCommands"/> and its jobs, accounts, sign-in and roles. What says nothing about who may have it is for those who may see.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services, string dataDirectory, OperatorsOptions options)
    {
        services.AddSingleton(options).AddSingleton<OperatorJobs>()
            .AddSingleton(provider => new OperatorAdministration(provider.GetRequiredService<OperatorAccounts>(), provider.GetRequiredService<ApiKeys>(), provider.GetRequiredService<OperatorSessions>())).AddSingleton<OperatorCommands>();
        services.AddOperatorAccounts(dataDirectory);
        services.AddSingleton<AuditReader>().AddHostedService<AuditRetention>().AddHostedService<AuditLeftOut>().AddHostedService<NamesOnTheWire>().AddHostedService<JobRights>();
        services.AddOperatorSchemes(options);
        var builder = services.AddAuthorizationBuilder().SetFallbackPolicy(Least(OperatorRole.Viewer)).SetDefaultPolicy(Least(OperatorRole.Viewer));
        foreach (var role in OperatorRoles.All)
        {
            builder.AddPolicy(role.ToString(), Least(role));
        }

        return services;
    }

    private static AuthorizationPolicy Least(OperatorRole role) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => OperatorIdentity.Of(context.User).May(role)).Build();
}
