using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChatHub.Server.Dashboard;
using ChatHub.Wire.Tls;

namespace ChatHub.Server.Hosting;

/// <summary>
/// The certificate of the dashboard's <c>https://</c> addresses, held as that of a listener is: its files are looked at every few seconds, those who connect from then on get the new one, nobody
/// is disconnected, and a file that is no good changes nothing.
/// </summary>
internal sealed partial class DashboardCertificate : IHostedService, IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private readonly TlsIdentity _identity;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private ITimer? _look;

    /// <exception cref="SettingsException">A file cannot be read, or is not what it should be.</exception>
    public DashboardCertificate(DashboardOptions options, TimeProvider time, ILogger<DashboardCertificate> log)
    {
        _time = time;
        _log = log;
        try
        {
            _identity = new(new(options.CertificateFile, options.KeyFile, ClientCertificates.None, ""), time.GetUtcNow());
        }
        catch (Exception failure) when (TlsIdentity.IsWrongFile(failure))
        {
            throw new SettingsException([$"ChatHub:Dashboard:CertificateFile is '{options.CertificateFile}': expected a PEM file with a certificate, and its key there or in KeyFile ({failure.Message})"]);
        }
    }

    /// <summary>The certificate, for those who have to have one; what a handshake is made with is <see cref="Use"/>.</summary>
    public X509Certificate2 Certificate => _identity.Options.ServerCertificateContext!.TargetCertificate;

    /// <summary>Has one handshake made with the certificate as it is now, and those that it was issued by.</summary>
    public void Use(SslServerAuthenticationOptions handshake)
    {
        var now = _identity.Options;
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = now.ServerCertificateContext;
        handshake.EnabledSslProtocols = now.EnabledSslProtocols;
        handshake.AllowRenegotiation = false;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _look = _time.CreateTimer(static self => ((DashboardCertificate)self!).Look(), this, s_every, s_every);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _look?.Dispose();

    private void Look()
    {
        try
        {
            if (_identity.Look(_time.GetUtcNow()) is { } change)
            {
                if (change.Problem is { } why)
                {
                    NotReloaded(_log, why);
                }
                else
                {
                    Reloaded(_log);
                }
            }
        }
        catch (Exception failure) // a timer calls this: what it throws would end the process
        {
            NotReloaded(_log, failure.Message);
        }
    }

    [LoggerMessage(4102, LogLevel.Information, "The dashboard has read its certificate again, which had changed")]
    private static partial void Reloaded(ILogger log);

    [LoggerMessage(4103, LogLevel.Error, "The certificate of the dashboard has changed and cannot be read; the one before stays: {Why}")]
    private static partial void NotReloaded(ILogger log, string why);
}
