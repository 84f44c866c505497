using ChatHub.Server.Operators.Sessions;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>What an operator sees of the own account.</summary>
/// <param name="Provider">The OpenID Connect provider that vouches for them; null for an account with a password.</param>
/// <param name="HasSecondFactor">Whether codes are asked for.</param>
/// <param name="Secret">What to put into the authenticator app, where one is wanted; empty otherwise.</param>
/// <param name="Sessions">The sessions that hold.</param>
/// <param name="Session">The one that asks.</param>
public sealed record OwnAccount(string? Provider, bool HasSecondFactor, string Secret, IReadOnlyList<SessionSnapshot> Sessions, string Session)
{
    /// <summary>What stands in the address of the page where a second factor is wanted: a secret is made only then.</summary>
    public const string FactorWanted = "factor";
}
