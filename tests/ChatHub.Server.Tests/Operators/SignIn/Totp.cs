using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>An authenticator app: RFC 6238 with SHA-1, six digits, 30 s. On the system's clock, as Identity's check is.</summary>
internal static class Totp
{
    /// <summary>The code of now.</summary>
    /// <param name="secret">In base 32.</param>
    /// <param name="steps">How many times 30 s later.</param>
    public static string Now(string secret, int steps = 0)
    {
        var bits = string.Concat(secret.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // the standard's
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
