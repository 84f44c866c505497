namespace ChatHub.Wire.Tls;

/// <summary>Encryption of one listener (<c>ChatHub:Listeners:&lt;name&gt;:Tls</c>): TLS 1.2 and 1.3. Files are read again when they change. A name that is null, as JSON may say, is none.</summary>
public sealed record TlsOptions
{
    /// <summary>The certificate, PEM, and after it those that it was issued by. Default empty: no TLS.</summary>
    public string CertificateFile { get; set => field = value ?? ""; } = "";

    /// <summary>Its private key, PEM. Default empty: it stands in the certificate's file.</summary>
    public string KeyFile { get; set => field = value ?? ""; } = "";

    /// <summary>Whether clients show certificates: None, Optional (a wrong one is refused) or Required. Default None.</summary>
    public ClientCertificates ClientCertificates { get; set; }

    /// <summary>The certificates, PEM, that those of clients must be issued by. Needed unless they show none.</summary>
    public string ClientCaFile { get; set => field = value ?? ""; } = "";
}

/// <summary>Whether clients show certificates.</summary>
public enum ClientCertificates : byte
{
    /// <summary>They are not asked.</summary>
    None,

    /// <summary>They may; a wrong one is refused.</summary>
    Optional,

    /// <summary>They must.</summary>
    Required,
}

/// <summary>The same, checked.</summary>
/// <param name="CertificateFile">The certificate.</param>
/// <param name="KeyFile">Its key; empty where it stands in the same file.</param>
/// <param name="ClientCertificates">Whether clients show certificates.</param>
/// <param name="ClientCaFile">Who issued those of clients.</param>
public sealed record TlsSettings(string CertificateFile, string KeyFile, ClientCertificates ClientCertificates, string ClientCaFile)
{
    /// <summary>All files.</summary>
    internal IEnumerable<string> Files => new[] { CertificateFile, KeyFile, ClientCaFile }.Where(file => file.Length > 0);

    /// <summary>Checks.</summary>
    /// <param name="options">What was set.</param>
    /// <param name="wrong">Gets key, value and what is allowed of what is wrong.</param>
    /// <returns>Null for no TLS.</returns>
    internal static TlsSettings? From(TlsOptions? options, Action<string, object?, string> wrong)
    {
        if (options is null || (options.CertificateFile.Length == 0 && options.KeyFile.Length == 0 && options.ClientCertificates == ClientCertificates.None))
        {
            return null;
        }

        if (options.CertificateFile.Length == 0)
        {
            wrong("Tls:CertificateFile", options.CertificateFile, "expected the name of a PEM file with the certificate");
        }

        if (!Enum.IsDefined(options.ClientCertificates))
        {
            wrong("Tls:ClientCertificates", options.ClientCertificates, "expected None, Optional or Required");
        }
        else if (options.ClientCertificates != ClientCertificates.None && options.ClientCaFile.Length == 0)
        {
            wrong("Tls:ClientCaFile", options.ClientCaFile, "expected the name of a PEM file with the certificates that those of clients are issued by");
        }

        return new(options.CertificateFile, options.KeyFile, options.ClientCertificates, options.ClientCaFile);
    }
}
