using ChatHub.Server.Operators.Sessions;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>What an operator sees of the own account.</summary>
/// <param name="HasSecondFactor">Whether codes are asked for.</param>
/// <param name="Secret">What to put into the authenticator app, where none are.</param>
/// <param name="Sessions">The sessions that hold.</param>
/// <param name="Session">The one that asks.</param>
public sealed record OwnAccount(bool HasSecondFactor, string Secret, IReadOnlyList<SessionSnapshot> Sessions, string Session);
