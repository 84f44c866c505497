using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Tls;

/// <summary>
/// The certificate of a listener, or of the dashboard, and how clients are checked. Looks every few seconds whether a file has changed; those who are connected keep what they
/// agreed on. A file that is no good then changes nothing: the certificate before it stays.
/// </summary>
public sealed class TlsIdentity
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(5);

    private readonly TlsSettings _settings;
    private volatile SslServerAuthenticationOptions _options;
    private DateTimeOffset _lookedAt;
    private DateTime[] _changedAt;

    /// <summary>The certificate of these files.</summary>
    /// <param name="settings">The files.</param>
    /// <param name="now">The time, UTC.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    /// <exception cref="CryptographicException">A file is not what it should be.</exception>
    public TlsIdentity(TlsSettings settings, DateTimeOffset now)
    {
        _settings = settings;
        _lookedAt = now;
        _changedAt = ChangedAt();
        _options = Load();
    }

    /// <summary>What a handshake is made with now.</summary>
    public SslServerAuthenticationOptions Options => _options;

    /// <summary>The stream that TLS is spoken over a socket with, whose first record was read; does not own the socket.</summary>
    internal static SslStream StreamOver(Socket socket, ReadOnlyMemory<byte> first, Action moved) => new(new SocketStream(socket, moved, first), leaveInnerStreamOpen: true);

    /// <summary>Reads the files again if one has changed; called about once a second.</summary>
    /// <returns>What came of it; null where none has changed.</returns>
    public TlsChange? Look(DateTimeOffset now)
    {
        if (now - _lookedAt < s_lookEvery)
        {
            return null;
        }

        _lookedAt = now;
        try
        {
            var changedAt = ChangedAt();
            if (changedAt.SequenceEqual(_changedAt))
            {
                return null;
            }

            _changedAt = changedAt; // whatever comes of it: what is wrong is told once
            _options = Load();
            return new(null);
        }
        catch (Exception failure) when (IsWrongFile(failure))
        {
            return new(failure.Message);
        }
    }

    /// <summary>Whether that is what loading throws when a file is missing or wrong.</summary>
    public static bool IsWrongFile(Exception failure) => failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private DateTime[] ChangedAt() => [.. _settings.Files.Select(ChangedAt)];

    /// <summary>That of the file that a link leads to: who renews certificates often swaps links. A file that is missing, or in a folder that is not to be read, has a time too.</summary>
    private static DateTime ChangedAt(string file)
    {
        try
        {
            return File.GetLastWriteTimeUtc(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file);
        }
        catch (IOException)
        {
            return File.GetLastWriteTimeUtc(file);
        }
        catch (UnauthorizedAccessException)
        {
            return default; // as for one that is missing: what is wrong is told by reading it, once
        }
    }

    private SslServerAuthenticationOptions Load()
    {
        var certificate = X509Certificate2.CreateFromPemFile(_settings.CertificateFile, _settings.KeyFile.Length > 0 ? _settings.KeyFile : null);
        if (OperatingSystem.IsWindows())
        {
            certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null); // whose TLS takes no key that is in memory only
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_settings.CertificateFile);
        chain.RemoveAt(0);
        var clients = _settings.ClientCertificates;
        var issuers = new X509Certificate2Collection();
        if (clients != ClientCertificates.None)
        {
            issuers.ImportFromPemFile(_settings.ClientCaFile);
        }

        return new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            ClientCertificateRequired = clients != ClientCertificates.None,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = clients == ClientCertificates.None ? null : (_, shown, given, _) => IsGood(shown, given, clients, issuers),
        };
    }

    private static bool IsGood(X509Certificate? shown, X509Chain? given, ClientCertificates clients, X509Certificate2Collection issuers)
    {
        if (shown is null)
        {
            return clients == ClientCertificates.Optional;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(issuers);
        chain.ChainPolicy.ExtraStore.AddRange(given?.ChainPolicy.ExtraStore ?? []); // what the client sent with its own: not trusted, but it may lead to one that is
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2")); // for clients
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return shown is X509Certificate2 certificate && chain.Build(certificate);
    }
}
