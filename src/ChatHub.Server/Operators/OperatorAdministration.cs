using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;

namespace ChatHub.Server.Operators;

/// <summary>What the commands about operators work on.</summary>
public sealed class OperatorAdministration
{
    internal OperatorAdministration(OperatorAccounts accounts, ApiKeys keys, OperatorSessions sessions) => (Accounts, Keys, Sessions) = (accounts, keys, sessions);

    internal OperatorAccounts Accounts { get; }

    internal ApiKeys Keys { get; }

    internal OperatorSessions Sessions { get; }
}
