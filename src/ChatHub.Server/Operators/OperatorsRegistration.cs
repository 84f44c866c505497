namespace ChatHub.Server.Operators;

/// <summary>Registers what operators can do.</summary>
public static class OperatorsRegistration
{
    /// <summary>Adds <see cref="OperatorCommands"/>.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services) => services.AddSingleton<OperatorCommands>();
}
