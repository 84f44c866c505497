using ChatHub.Server.Dashboard;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ChatHub.Server.Hosting;

/// <summary>How the dashboard is served over HTTPS.</summary>
internal static class DashboardHttps
{
    /// <summary>How long a browser that was here over HTTPS comes back over nothing else.</summary>
    private static readonly TimeSpan s_strict = TimeSpan.FromDays(365);

    /// <summary>Serves <c>https://</c> addresses with the certificate of the settings; without one the web server's own settings (<c>Kestrel:Certificates</c>) count.</summary>
    public static void AddDashboardHttps(this IServiceCollection services, IConfiguration configuration, DashboardOptions options)
    {
        services.AddHsts(hsts => hsts.MaxAge = s_strict); // not for localhost, and never over HTTP: the framework sees to it
        // The web server would follow a change of its settings at once and unchecked, even to addresses that others can reach while sign-in is off.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Configure(configuration.GetSection("Kestrel"), reloadOnChange: false));
        if (options.CertificateFile.Length == 0)
        {
            return;
        }

        services.AddSingleton(options).AddSingleton<DashboardCertificate>().AddHostedService(provider => provider.GetRequiredService<DashboardCertificate>());
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => new ConfigureOptions<KestrelServerOptions>(kestrel =>
        {
            var certificate = provider.GetRequiredService<DashboardCertificate>();
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificateSelector = (_, _) => certificate.Certificate;
                https.OnAuthenticate = (_, handshake) => certificate.Use(handshake);
            });
        }));
    }
}
