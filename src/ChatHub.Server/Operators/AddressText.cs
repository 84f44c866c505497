using System.Net;

namespace ChatHub.Server.Operators;

/// <summary>Addresses as text.</summary>
internal static class AddressText
{
    /// <summary>An IPv4 address in IPv4's own form, also where it came over a socket for both versions.</summary>
    public static string ToText(this IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
