using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Operators.SignIn.Passkeys;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>What an operator sees of the own account.</summary>
/// <param name="Provider">The OpenID Connect provider that vouches for them; null for an account with a password.</param>
/// <param name="HasSecondFactor">Whether codes are asked for.</param>
/// <param name="Secret">What to put into the authenticator app, where one is wanted; empty otherwise.</param>
/// <param name="Passkeys">The passkeys, the eldest first.</param>
/// <param name="Sessions">The sessions that hold.</param>
/// <param name="Session">The one that asks.</param>
public sealed record OwnAccount(string? Provider, bool HasSecondFactor, string Secret, IReadOnlyList<PasskeySnapshot> Passkeys, IReadOnlyList<SessionSnapshot> Sessions, string Session)
{
    /// <summary>What stands in the address of the page where a second factor is wanted: a secret is made only then.</summary>
    public const string FactorWanted = "factor";
}
