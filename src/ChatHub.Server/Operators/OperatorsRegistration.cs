using ChatHub.Server.Operators.Jobs;

namespace ChatHub.Server.Operators;

/// <summary>Registers what operators can do.</summary>
public static class OperatorsRegistration
{
    /// <summary>Adds <see cref="OperatorCommands"/> and its jobs.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services) => services.AddSingleton<OperatorJobs>().AddSingleton<OperatorCommands>();
}
