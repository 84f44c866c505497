using System.Globalization;
using System.Net;

namespace ChatHub.Wire.Listeners;

/// <summary>How endpoints are written in settings and on screens.</summary>
public static class EndpointSyntax
{
    /// <summary>Reads <c>address:port</c>; the address is IPv4, IPv6 in brackets, <c>localhost</c> (127.0.0.1) or <c>*</c> (all of both IP versions).</summary>
    /// <returns>Null when it is not of that form.</returns>
    public static IPEndPoint? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            return null;
        }

        var host = text[..colon];
        var address = host switch
        {
            "*" => IPAddress.IPv6Any,
            "localhost" => IPAddress.Loopback,
            ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var v6) && inner.Contains(':', StringComparison.Ordinal) ? v6 : null,
            _ => !host.Contains(':', StringComparison.Ordinal) && host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var v4) ? v4 : null,
        };
        return address is null ? null : new IPEndPoint(address, port);
    }

    /// <summary>Writes an endpoint; an IPv4 address that came in over IPv6 without its <c>::ffff:</c>.</summary>
    public static string Format(EndPoint? endpoint) => endpoint switch
    {
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped => new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString(),
        null => "unknown",
        _ => endpoint.ToString() ?? "unknown",
    };
}
