namespace ChatHub.Server.Operators.Sessions;

/// <summary>A session does not begin: the account changed, was locked or went after it was proved whose it is.</summary>
internal sealed class SessionRefusedException() : Exception("The account changed meanwhile.");
