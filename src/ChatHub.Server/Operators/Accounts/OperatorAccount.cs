using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Account of an operator: a name, a password's hash, a role. The rest is Identity's.</summary>
internal sealed class OperatorAccount : IdentityUser
{
    /// <summary>What it may.</summary>
    public OperatorRole Role { get; set; }

    /// <summary>Whether it signs in with a password; else an OpenID Connect provider vouches for it and says its role.</summary>
    public bool HasPassword => PasswordHash is not null;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When an administrator locked it out, UTC; null when it is not.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    /// <summary>When somebody last signed in with it, UTC; null for never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }
}
