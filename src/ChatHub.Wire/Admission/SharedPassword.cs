using System.Security.Cryptography;
using System.Text;

namespace ChatHub.Wire.Admission;

/// <summary>A password that all clients of a listener share. Only its hash is kept, so that it stands in no dump of settings and no log.</summary>
public sealed class SharedPassword : IEquatable<SharedPassword>
{
    /// <summary>Most characters of one.</summary>
    public const int MostCharacters = 128;

    private readonly byte[] _hash;

    /// <summary>A password.</summary>
    public SharedPassword(string word) => _hash = HashOf(word);

    /// <summary>Whether that is it. Takes as long for each word of one length.</summary>
    public bool IsRight(string word) => CryptographicOperations.FixedTimeEquals(HashOf(word), _hash);

    /// <inheritdoc/>
    public bool Equals(SharedPassword? other) => other is not null && CryptographicOperations.FixedTimeEquals(other._hash, _hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SharedPassword);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_hash);

    /// <inheritdoc/>
    public override string ToString() => "(set)";

    private static byte[] HashOf(string word) => SHA256.HashData(Encoding.UTF8.GetBytes(word));
}
