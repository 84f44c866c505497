using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A browser with one passkey: ES256, no attestation. What it says can be bent before it says it.</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private const byte Present = 1;
    private const byte Verified = 4;
    private const byte WithKey = 64;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Mark of the passkey.</summary>
    public byte[] Id { get; set; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whose it says it is; null for whose it was made.</summary>
    public string? UserHandle { get; set; }

    /// <summary>The page that it says it was asked by.</summary>
    public required string Origin { get; set; }

    /// <summary>The name that it is bound to.</summary>
    public string Host { get; set; } = "localhost";

    /// <summary>How often it has signed; it adds one each time unless it is zero, which is for those that do not count.</summary>
    public uint Counter { get; set; }

    /// <summary>Whether it has seen its owner's finger, face or PIN.</summary>
    public bool SeesOwner { get; set; } = true;

    /// <summary>Whether the page that asked was in a frame of another.</summary>
    public bool IsFramed { get; set; }

    /// <summary>The challenge that it signs; null for the one of the question.</summary>
    public string? Challenge { get; set; }

    /// <summary>Whether a bit of its signature is turned.</summary>
    public bool SignsWrongly { get; set; }

    public void Dispose() => _key.Dispose();

    /// <summary>Answers the options of a new passkey.</summary>
    public string Make(JsonElement options)
    {
        UserHandle = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(options.GetProperty("user").GetProperty("id").GetString()!));
        var point = _key.ExportParameters(false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (key, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(key);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)Id.Length);
        var statement = new CborWriter();
        statement.WriteStartMap(3);
        statement.WriteTextString("fmt");
        statement.WriteTextString("none");
        statement.WriteTextString("attStmt");
        statement.WriteStartMap(0);
        statement.WriteEndMap();
        statement.WriteTextString("authData");
        statement.WriteByteString([.. Data(WithKey), .. new byte[16], .. length, .. Id, .. cose.Encode()]);
        statement.WriteEndMap();
        return Credential(new { clientDataJSON = Text(ClientData("webauthn.create", options)), attestationObject = Text(statement.Encode()), transports = new[] { "internal" } });
    }

    /// <summary>Answers the options of a sign-in.</summary>
    public string Sign(JsonElement options)
    {
        Counter += Counter == 0 ? 0u : 1u;
        var (data, client) = (Data(0), ClientData("webauthn.get", options));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        signature[^1] ^= SignsWrongly ? (byte)1 : (byte)0;
        return Credential(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = Text(Encoding.UTF8.GetBytes(UserHandle!)) });
    }

    private static string Text(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    private byte[] Data(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Host)), (byte)(flags | Present | (SeesOwner ? Verified : 0)), .. counter];
    }

    private byte[] ClientData(string type, JsonElement options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = Challenge ?? options.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = IsFramed });

    private string Credential(object response) => JsonSerializer.Serialize(new { id = Text(Id), rawId = Text(Id), type = "public-key", clientExtensionResults = new { }, response });
}
