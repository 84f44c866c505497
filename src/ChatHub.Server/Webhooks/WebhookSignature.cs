using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatHub.Server.Webhooks;

/// <summary>
/// The signature of a request, <c>t=1763902800,v1=5257a8…</c>: the time of the attempt in seconds since 1970, and HMAC-SHA256 with the webhook's secret (RFC 2104), in lower-case
/// hexadecimal, over that time as text, a full stop, and the bytes of the body. The time is in it so that a request that somebody kept cannot be sent again later.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>The header that has it.</summary>
    public const string Header = "ChatHub-Signature";

    /// <summary>Signs a body.</summary>
    public static string Of(ReadOnlySpan<byte> secret, DateTimeOffset at, byte[] body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
    }
}
