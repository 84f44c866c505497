using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>Certificates made for one test, in files that go with it.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddDays(-1);

    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    private readonly string _folder = Directory.CreateTempSubdirectory("chathub-tls-").FullName;

    public string CertificateFile => Path.Combine(_folder, "server.pem");

    public string CaFile => Path.Combine(_folder, "ca.pem");

    /// <summary>A file for a certificate without its key.</summary>
    public string AloneFile => Path.Combine(_folder, "alone.pem");

    public string KeyFile => Path.Combine(_folder, "key.pem");

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

    /// <summary>Takes the certificate and the key of <see cref="CertificateFile"/> apart, into files of their own.</summary>
    public void WriteApart(bool certificate, bool key)
    {
        var both = File.ReadAllText(CertificateFile);
        var cut = both.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal);
        if (certificate)
        {
            File.WriteAllText(AloneFile, both[..cut]);
        }

        if (key)
        {
            File.WriteAllText(KeyFile, both[cut..]);
        }
    }

    public void Spoil(DateTime changedAt)
    {
        File.WriteAllText(CertificateFile, "no certificate");
        File.SetLastWriteTimeUtc(CertificateFile, changedAt);
    }

    /// <summary>A certificate for a client, by an issuer that is written to <see cref="CaFile"/> if it is to be trusted.</summary>
    public X509Certificate2 Client(bool trusted) => Issued(trusted, ForClients, s_from.AddMonths(6));

    /// <summary>A certificate by the issuer in <see cref="CaFile"/> that is for a server.</summary>
    public X509Certificate2 ServerOfTheIssuer() => Issued(true, ForServers, s_from.AddMonths(6));

    /// <summary>A certificate for a client, by the issuer in <see cref="CaFile"/>, whose time is over.</summary>
    public X509Certificate2 ExpiredClient() => Issued(true, ForClients, s_from.AddHours(1));

    /// <summary>Says that a file has changed, whatever the clock of the file system makes of it.</summary>
    public static void Touch(string file, int times) => File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50 + times));

    private X509Certificate2 Issued(bool trusted, string purpose, DateTimeOffset until)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = IssuerRequest("CN=issuer", issuerKey, depth: 0).CreateSelfSigned(s_from, s_from.AddYears(1));
        if (trusted)
        {
            File.WriteAllText(CaFile, issuer.ExportCertificatePem());
        }

        return Leaf(issuer, purpose, until);
    }

    /// <summary>A certificate for a client and the one of its issuer, which a root has signed that is written to <see cref="CaFile"/>.</summary>
    public (X509Certificate2 Client, X509Certificate2 Issuer) ClientOfAnIntermediate()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = IssuerRequest("CN=root", rootKey, depth: 1).CreateSelfSigned(s_from, s_from.AddYears(1));
        File.WriteAllText(CaFile, root.ExportCertificatePem());

        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = IssuerRequest("CN=intermediate", issuerKey, depth: 0).Create(root, s_from, s_from.AddMonths(9), [5, 6, 7, 8]);
        using var issuing = issuer.CopyWithPrivateKey(issuerKey);
        return (Leaf(issuing, ForClients, s_from.AddMonths(6)), issuer);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CertificateRequest IssuerRequest(string name, ECDsa key, int depth)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, depth, true));
        return request;
    }

    private static X509Certificate2 Leaf(X509Certificate2 issuer, string purpose, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        using var certificate = request.Create(issuer, s_from, until, [1, 2, 3, 4]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
