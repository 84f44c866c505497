using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatHub.Wire.Tls;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Why a listener cannot listen, in plain words, as entries of the log and the API have it; pages show it in the viewer's language.</summary>
public static class ListenerFaults
{
    private const int MostLines = 20_000; // of a file that somebody names for a certificate

    private static readonly string[] s_keys = ["-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY-----"];

    /// <summary>How a fault begins and ends that names the listener which has the port.</summary>
    public const string TakenBy = "the port is in use by the listener '";

    /// <inheritdoc cref="TakenBy"/>
    public const string TakenByEnd = "'; stop that one or choose another port, then start the listener again";

    /// <summary>The whole of a fault.</summary>
    public const string Taken = "the port is in use by another program; stop it or choose another port, then start the listener again";

    /// <inheritdoc cref="Taken"/>
    public const string NoPermission = "no permission to listen there; ports below 1024 need rights; choose a higher port";

    /// <inheritdoc cref="Taken"/>
    public const string NoSuchAddress = "this machine has no such address; choose one of its own, or 0.0.0.0 for all";

    /// <inheritdoc cref="Taken"/>
    public const string NoSuchVersion = "this machine has no such IP version; choose an address of the other";

    /// <summary>How a fault begins that goes on with <see cref="NoFile"/>, <see cref="FileNotReadable"/>, <see cref="NoCertificate"/>, <see cref="NoKey"/>, <see cref="NotAPair"/> or the system's words.</summary>
    public const string CertificateUnread = "the certificate cannot be read: ";

    /// <summary>How it goes on with the name of a file.</summary>
    public const string NoFile = "there is no file ";

    /// <inheritdoc cref="NoFile"/>
    public const string FileNotReadable = "no permission to read ";

    /// <inheritdoc cref="NoFile"/>
    public const string NoCertificate = "there is no certificate in PEM form in ";

    /// <inheritdoc cref="NoFile"/>
    public const string NoKey = "there is no private key in PEM form, without a password, in ";

    /// <inheritdoc cref="NoFile"/>
    public const string NotAPair = "certificate and private key do not belong together, or are damaged: ";

    /// <summary>The words for what starting it threw.</summary>
    /// <param name="failure">What it threw.</param>
    /// <param name="tls">The encryption whose files were being read; null when they had been read, or there are none.</param>
    /// <param name="holder">The listener of this server that has the endpoint; null for none.</param>
    internal static string Of(Exception failure, TlsSettings? tls, string? holder) => failure switch
    {
        _ when tls is not null && TlsIdentity.IsWrongFile(failure) => OfCertificate(failure, tls),
        AddressInUseException when holder is not null => TakenBy + holder + TakenByEnd,
        AddressInUseException => Taken,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => NoPermission,
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => NoSuchAddress,
        SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported } => NoSuchVersion,
        _ => failure.Message,
    };

    /// <summary>The words for what reading a certificate threw, as <see cref="TlsIdentity.IsWrongFile"/> knows it.</summary>
    public static string OfCertificate(Exception failure, TlsSettings tls) => CertificateUnread + OfFiles(failure, tls);

    private static string OfFiles(Exception failure, TlsSettings tls) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException when tls.Files.FirstOrDefault(file => !File.Exists(file)) is { } missing => NoFile + missing,
        UnauthorizedAccessException => FileNotReadable + string.Join(", ", tls.Files),
        CryptographicException or ArgumentException => OfContent(tls) ?? failure.Message,
        _ => failure.Message,
    };

    /// <summary>What is wrong with files that can be read: the system's words name neither the file nor what it lacks.</summary>
    private static string? OfContent(TlsSettings tls)
    {
        var keyFile = tls.KeyFile.Length > 0 ? tls.KeyFile : tls.CertificateFile;
        try
        {
            return !Has(tls.CertificateFile, "-----BEGIN CERTIFICATE-----") ? NoCertificate + tls.CertificateFile
                : !Has(keyFile, s_keys) ? NoKey + keyFile
                : tls.ClientCaFile.Length > 0 && !HasCertificates(tls.ClientCaFile) ? NoCertificate + tls.ClientCaFile
                : NotAPair + string.Join(", ", new[] { tls.CertificateFile, keyFile }.Distinct());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it has changed since
        }
    }

    /// <summary>Read by itself: where the other two are damaged as well, they are told of next.</summary>
    private static bool HasCertificates(string file)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            foreach (var certificate in found)
            {
                certificate.Dispose();
            }

            return found.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Has(string file, params string[] labels) =>
        File.ReadLines(file).Take(MostLines).Any(line => labels.Contains(line.Trim(), StringComparer.Ordinal));
}
