using System.Globalization;
using System.Security.Claims;

namespace ChatHub.Server.Operators;

/// <summary>What vouches for somebody.</summary>
public enum OperatorProof : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An account's sign-in.</summary>
    Account,

    /// <summary>An API key.</summary>
    Key,

    /// <summary>That the request comes from this machine, where sign-in is off.</summary>
    Machine,

    /// <summary>The server's own shell.</summary>
    Shell,

    /// <summary>An OpenID Connect provider.</summary>
    OpenId,
}

/// <summary>Who asks for something: the caller of every command.</summary>
/// <param name="Name">Name of the account or the key.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Proof">What vouches for them.</param>
/// <param name="From">The address that they ask from; empty for none.</param>
public sealed record OperatorIdentity(string Name, OperatorRole Role, OperatorProof Proof, string From)
{
    /// <summary>Claim with the address that somebody asks from.</summary>
    internal const string FromClaim = "chathub:from";

    /// <summary>Claim with what vouches for somebody.</summary>
    internal const string ProofClaim = "chathub:proof";

    /// <summary>Claim with the session of a sign-in.</summary>
    internal const string SessionClaim = "chathub:session";

    /// <summary>Claim with the number of an API key.</summary>
    internal const string KeyClaim = "chathub:key";

    /// <summary>Mark of the session that they act by; null where there is none.</summary>
    internal string? Session { get; init; }

    /// <summary>Number of the API key that they act by; null where there is none.</summary>
    internal long? Key { get; init; }

    /// <summary>Nobody: may nothing.</summary>
    public static OperatorIdentity Nobody { get; } = new("nobody", OperatorRole.None, OperatorProof.None, "");

    /// <summary>Their name, for what only names them. There is no way back: a name gives no rights.</summary>
    public static implicit operator string(OperatorIdentity identity) => identity?.Name ?? "";

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether they may what this role may.</summary>
    public bool May(OperatorRole role) => role != OperatorRole.None && Role >= role;

    /// <summary>As claims, for the framework.</summary>
    internal ClaimsPrincipal ToPrincipal(string scheme, params IEnumerable<Claim> more) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role.ToString()), new(ProofClaim, Proof.ToString()), new(FromClaim, From), .. more], scheme));

    /// <summary>Whom the framework let in.</summary>
    internal static OperatorIdentity Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name.Length: > 0 } && OperatorRoles.Find(principal.FindFirstValue(ClaimTypes.Role)) is { } role
            && Enum.TryParse<OperatorProof>(principal.FindFirstValue(ProofClaim), out var proof)
            ? new(principal.Identity.Name, role, proof, principal.FindFirstValue(FromClaim) ?? "")
            {
                Session = principal.FindFirstValue(SessionClaim),
                Key = long.TryParse(principal.FindFirstValue(KeyClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null,
            }
            : Nobody;
}
