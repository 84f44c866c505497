using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>A passkey of an account: its public key, and what Identity keeps beside it.</summary>
internal sealed class OperatorPasskey : IdentityUserPasskey<string>
{
    /// <summary>When somebody last signed in with it, UTC; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
