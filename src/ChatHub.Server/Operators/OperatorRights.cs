namespace ChatHub.Server.Operators;

/// <summary>What each command needs, and what the audit calls it. A command that is not here cannot be given.</summary>
internal static class OperatorRights
{
    /// <summary>By the name of the method.</summary>
    public static IReadOnlyDictionary<string, (OperatorRole Role, string Act)> All { get; } = new Dictionary<string, (OperatorRole, string)>
    {
    };
}
