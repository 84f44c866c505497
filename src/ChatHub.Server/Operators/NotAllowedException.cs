namespace ChatHub.Server.Operators;

/// <summary>Somebody gave a command that their role does not allow. It was not done, and it is in the audit.</summary>
public sealed class NotAllowedException(string command, OperatorRole role) : Exception($"{command} takes the role {role}.")
{
    /// <summary>The role that it takes.</summary>
    public OperatorRole Role { get; } = role;
}
