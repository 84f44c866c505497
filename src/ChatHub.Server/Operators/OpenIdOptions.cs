namespace ChatHub.Server.Operators;

/// <summary>Settings under <c>ChatHub:Operators:OpenId</c>: sign-in with an OpenID Connect provider. Off unless <see cref="Authority"/> is set.</summary>
public sealed class OpenIdOptions
{
    /// <summary>The provider's address, as its discovery document names it (<c>https://login.example.org/realms/chat</c>); <c>http://</c> only on this machine. Default none: operators sign in with a password alone.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider is called on the button to sign in. Default the host of its address.</summary>
    public string Name { get; set; } = "";

    /// <summary>What ChatHub is called at the provider. The address to come back to that has to be set there is <c>/sign-in/open-id/back</c> at the dashboard.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that the provider gave for it; none for a public client. Better from the environment than from a file.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What is asked of the provider, with spaces between; <c>openid</c> is one of them. Default <c>openid profile</c>.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim of the ID token that an operator is called by; where it is missing, <c>email</c>, then <c>sub</c>. Default <c>preferred_username</c>.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim of the ID token that says what somebody may; it may have many values. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Values of that claim that make viewers, with commas between. Default none.</summary>
    public string Viewers { get; set; } = "";

    /// <summary>Values of that claim that make operators, with commas between. Default none.</summary>
    public string Operators { get; set; } = "";

    /// <summary>Values of that claim that make administrators, with commas between. Default none.</summary>
    public string Administrators { get; set; } = "";

    /// <summary>Whether it is on.</summary>
    internal bool IsOn => Authority.Length > 0;

    /// <summary>What the button calls it.</summary>
    internal string Shown => Name.Length > 0 ? Name : Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? address.Host : "OpenID Connect";

    /// <summary>The highest role that one of the values gives; <see cref="OperatorRole.None"/> where none does.</summary>
    internal OperatorRole RoleOf(IReadOnlyCollection<string> values) =>
        Has(Administrators, values) ? OperatorRole.Administrator : Has(Operators, values) ? OperatorRole.Operator : Has(Viewers, values) ? OperatorRole.Viewer : OperatorRole.None;

    /// <summary>What is wrong, a line for each. The secret is in none of them.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!IsOn)
        {
            if (ClientId.Length + ClientSecret.Length + Viewers.Length + Operators.Length + Administrators.Length > 0)
            {
                yield return "ChatHub:Operators:OpenId:Authority is '': expected the provider's address, since other settings of it are there";
            }

            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return $"ChatHub:Operators:OpenId:Authority is '{Authority}': expected an address that begins with https:// (http:// only on this machine)";
        }

        if (ClientId.Length == 0)
        {
            yield return "ChatHub:Operators:OpenId:ClientId is '': expected what ChatHub is called at the provider";
        }

        if (NameClaim.Length == 0 || RoleClaim.Length == 0)
        {
            yield return "ChatHub:Operators:OpenId:NameClaim or RoleClaim is '': expected the name of a claim";
        }

        if (!Scopes.Split(' ').Contains("openid"))
        {
            yield return $"ChatHub:Operators:OpenId:Scopes is '{Scopes}': expected openid among them";
        }

        if (Parts(Viewers).Concat(Parts(Operators)).Concat(Parts(Administrators)).FirstOrDefault() is null)
        {
            yield return "ChatHub:Operators:OpenId:Viewers, Operators and Administrators are '': expected a value of the claim in one of them, since nobody could sign in";
        }
    }

    private static bool Has(string list, IReadOnlyCollection<string> values) => Parts(list).Any(values.Contains);

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
