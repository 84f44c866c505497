using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Server.Hosting;

/// <summary>Opens the certificates that the settings name, for who only wants to know: a start would open them as well, and have a listener without one fail.</summary>
internal static class CertificateFiles
{
    /// <summary>What is wrong with those of listeners that are enabled, and of the dashboard, a line for each; empty where all are good.</summary>
    public static IReadOnlyList<string> Problems(ChatHubSettings settings, DateTimeOffset now)
    {
        var problems = new List<string>();
        foreach (var listener in settings.Listeners.Where(listener => listener.Enabled))
        {
            if (listener.Tls is { } tls && WhyNot(tls, now) is { } why)
            {
                problems.Add($"ChatHub:Listeners:{listener.Name}:Tls: {why}");
            }
        }

        var dashboard = settings.Dashboard;
        if (dashboard.CertificateFile.Length > 0 && WhyNot(new(dashboard.CertificateFile, dashboard.KeyFile, ClientCertificates.None, ""), now) is { } problem)
        {
            problems.Add($"ChatHub:Dashboard:CertificateFile is '{dashboard.CertificateFile}': {problem}");
        }

        return problems;
    }

    private static string? WhyNot(TlsSettings tls, DateTimeOffset now)
    {
        try
        {
            using var certificate = new TlsIdentity(tls, now).Options.ServerCertificateContext!.TargetCertificate;
            return certificate.NotAfter.ToUniversalTime() < now ? $"the certificate ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}"
                : certificate.NotBefore.ToUniversalTime() > now ? $"the certificate begins on {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}"
                : null;
        }
        catch (Exception failure) when (TlsIdentity.IsWrongFile(failure))
        {
            return ListenerFaults.OfCertificate(failure, tls);
        }
    }
}
