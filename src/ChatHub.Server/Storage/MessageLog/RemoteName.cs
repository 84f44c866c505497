using System.Net;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>A remote endpoint as the log has it: an address, and a port or none.</summary>
/// <param name="Address">The address, in the form in which the log has it, without brackets.</param>
/// <param name="Whole">Address and port; null where all ports are meant.</param>
internal sealed record RemoteName(string Address, string? Whole)
{
    /// <summary>The address of an endpoint as the log has it.</summary>
    public static string AddressOf(string remote)
    {
        var colon = remote.LastIndexOf(':');
        return colon < 0 || (remote[0] == '[' && remote[colon - 1] != ']') ? remote.Trim('[', ']')
            : remote[0] == '[' ? remote[1..(colon - 1)]
            : remote.IndexOf(':') == colon ? remote[..colon]
            : remote;
    }

    /// <summary>Reads what a person writes: <c>10.0.0.7</c>, <c>10.0.0.7:5000</c>, <c>::1</c>, <c>[::1]</c>, <c>[::1]:5000</c>; anything else is a name.</summary>
    public static RemoteName Parse(string text)
    {
        text = text.Trim();
        if (LooksNumeric(text) && !(text.StartsWith('[') && !text.EndsWith(']')) && IPAddress.TryParse(text, out var address))
        {
            return new(Plain(address).ToString(), null);
        }

        if (LooksNumeric(text) && IPEndPoint.TryParse(text, out var endpoint))
        {
            var plain = new IPEndPoint(Plain(endpoint.Address), endpoint.Port);
            return new(plain.Address.ToString(), plain.ToString());
        }

        var name = AddressOf(text);
        return new(name, name.Length < text.Length ? text : null);
    }

    /// <summary>Whether an endpoint as the log has it is meant.</summary>
    public bool Is(string remote) => Whole is null ? AddressOf(remote).Equals(Address, StringComparison.OrdinalIgnoreCase) : remote.Equals(Whole, StringComparison.OrdinalIgnoreCase);

    /// <summary>The framework takes <c>42</c> and <c>10.1</c> for addresses too.</summary>
    private static bool LooksNumeric(string text) => text.AsSpan().Count('.') == 3 || text.AsSpan().Count(':') > 1;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
