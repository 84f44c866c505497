namespace ChatHub.Server.Operators;

/// <summary>What an operator may do; each role may all that the one before may.</summary>
public enum OperatorRole : byte
{
    /// <summary>Nothing: nobody is signed in.</summary>
    None,

    /// <summary>Sees.</summary>
    Viewer,

    /// <summary>Also sends, renames, mutes, disconnects.</summary>
    Operator,

    /// <summary>Also listeners, operators, keys, the audit.</summary>
    Administrator,
}

/// <summary>The roles that can be given.</summary>
internal static class OperatorRoles
{
    /// <summary>All that can be given, the least first.</summary>
    public static IReadOnlyList<OperatorRole> All { get; } = [OperatorRole.Viewer, OperatorRole.Operator, OperatorRole.Administrator];

    /// <summary>The role of that name, in any case; null when there is none. Numbers are no names.</summary>
    public static OperatorRole? Find(string? name)
    {
        foreach (var role in All)
        {
            if (role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return role;
            }
        }

        return null;
    }
}
