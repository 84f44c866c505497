using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>What tests of TLS share: a listener with a certificate of their own, one without, and clients.</summary>
public abstract class TlsTest : IDisposable
{
    protected TlsTest() => Thumbprint = Certificates.WriteServer(DateTime.UnixEpoch.AddYears(50));

    private protected TestCertificates Certificates { get; } = new();

    /// <summary>Of the certificate that the listener begins with.</summary>
    protected string Thumbprint { get; }

    /// <summary>The server's certificate, as the last client saw it.</summary>
    protected X509Certificate? Shown { get; set; }

    public void Dispose()
    {
        Certificates.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<WireHost> HostAsync(LimitsOptions? limits = null, Action<TlsOptions>? set = null) => new WireHost(limits)
        .With("tls", ListenerProtocol.Relay, relay =>
        {
            relay.Greeting = "";
            relay.Tls.CertificateFile = Certificates.CertificateFile;
            set?.Invoke(relay.Tls);
        }).With("plain", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();

    private protected async Task<SslStream> ConnectAsync(WireHost host, SslProtocols version = SslProtocols.None)
    {
        var client = await host.ConnectWithoutWaitingAsync("tls");
        var stream = await AuthenticateAsync(client, version, null);
        await Deadline.Until(() => host.Find(client) is { State: ConnectionState.Open }, "it is open");
        return stream;
    }

    private protected async Task<SslStream> AuthenticateAsync(TestClient client, SslProtocols version, X509Certificate2? certificate)
    {
        var stream = new SslStream(client.Stream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = version,
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = (_, shown, _, _) => (Shown = shown) is not null, // made by the test itself
        }, Deadline.Token);
        return stream;
    }

    protected static Task WriteAsync(SslStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), Deadline.Token).AsTask();

    protected static async Task<string> ReadAsync(SslStream stream, int bytes)
    {
        var buffer = new byte[bytes];
        var count = await stream.ReadAtLeastAsync(buffer, bytes, throwOnEndOfStream: false, Deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    protected static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Deadline.Token);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
