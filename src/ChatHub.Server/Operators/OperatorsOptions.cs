using System.Net;
using ChatHub.Chat;

namespace ChatHub.Server.Operators;

/// <summary>Whether operators have to sign in.</summary>
public enum SignInRule : byte
{
    /// <summary>Yes.</summary>
    Required,

    /// <summary>No: everyone at this machine is administrator. Only where the dashboard is served on loopback alone.</summary>
    Off,
}

/// <summary>Settings under <c>ChatHub:Operators</c>.</summary>
[AtRestart]
public sealed class OperatorsOptions
{
    /// <summary>Whether operators have to sign in. Default <see cref="SignInRule.Required"/>.</summary>
    public SignInRule SignIn { get; set; } = SignInRule.Required;

    /// <summary>
    /// Reverse proxies before the dashboard, addresses and ranges with commas between them: what they say in <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> is believed, from nobody else. Default none.
    /// </summary>
    public string Proxies { get; set; } = "";

    /// <summary>Sign-in with an OpenID Connect provider.</summary>
    public OpenIdOptions OpenId { get; set; } = new();

    /// <summary>The proxies as ranges; null where one cannot be understood.</summary>
    internal IReadOnlyList<IPNetwork>? ProxyRanges
    {
        get
        {
            var ranges = new List<IPNetwork>();
            foreach (var text in Proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (IPAddress.TryParse(text, out var address))
                {
                    ranges.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
                }
                else if (IPNetwork.TryParse(text, out var range))
                {
                    ranges.Add(range);
                }
                else
                {
                    return null;
                }
            }

            return ranges;
        }
    }
}
