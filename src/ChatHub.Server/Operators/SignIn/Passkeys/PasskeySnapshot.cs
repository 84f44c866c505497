using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>A passkey, for those who look at it.</summary>
/// <param name="Id">Its mark.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="LastUsedAt">When somebody last signed in with it, UTC; null for never.</param>
public sealed record PasskeySnapshot(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    private const int MostIdBytes = 1_023; // Web Authentication, 4: credential ID

    internal static string IdOf(byte[] id) => WebEncoders.Base64UrlEncode(id);

    /// <summary>What a form says of a mark; null where it can be none.</summary>
    internal static byte[]? BytesOf(string? id)
    {
        try
        {
            return id is { Length: > 0 and <= MostIdBytes * 2 } ? WebEncoders.Base64UrlDecode(id) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
