using ChatHub.Chat;

namespace ChatHub.Server.Dashboard;

/// <summary>Settings of the dashboard and the API (<c>ChatHub:Dashboard</c>). Where they are served is <c>Urls</c>.</summary>
[AtRestart]
public sealed class DashboardOptions
{
    /// <summary>The certificate for <c>https://</c> addresses, PEM, and after it those that it was issued by; read again when the file changes. Default empty: there is no HTTPS.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Its private key, PEM; read again when the file changes. Default empty: it stands in the certificate's file.</summary>
    public string KeyFile { get; set; } = "";
}
