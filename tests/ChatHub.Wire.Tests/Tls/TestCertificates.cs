using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>Certificates made for one test, in files that go with it.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly string _folder = Directory.CreateTempSubdirectory("chathub-tls-").FullName;

    public string CertificateFile => Path.Combine(_folder, "server.pem");

    public string CaFile => Path.Combine(_folder, "ca.pem");

    /// <summary>Writes a certificate for <c>localhost</c> and its key; gives its thumbprint.</summary>
    public string WriteServer(DateTime? changedAt = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(s_from, s_from.AddYears(1));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        if (changedAt is { } at)
        {
            File.SetLastWriteTimeUtc(CertificateFile, at);
        }

        return certificate.Thumbprint;
    }

    public void Spoil(DateTime changedAt)
    {
        File.WriteAllText(CertificateFile, "no certificate");
        File.SetLastWriteTimeUtc(CertificateFile, changedAt);
    }

    /// <summary>A certificate for a client, by an issuer that is written to <see cref="CaFile"/> if it is to be trusted.</summary>
    public X509Certificate2 Client(bool trusted)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuerRequest = new CertificateRequest("CN=issuer", issuerKey, HashAlgorithmName.SHA256);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = issuerRequest.CreateSelfSigned(s_from, s_from.AddYears(1));
        if (trusted)
        {
            File.WriteAllText(CaFile, issuer.ExportCertificatePem());
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = request.Create(issuer, s_from, s_from.AddMonths(6), [1, 2, 3, 4]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
